package io.skerry.agent.serve;

import com.sun.net.httpserver.HttpExchange;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.Digest;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/// Tells one subscriber of every snapshot that is served, as Server-Sent Events: `id` is the
/// digest, so that a subscriber that comes back is told what changed meanwhile. A slow one misses
/// snapshots in between, never the newest. A feed ends after a minute and the subscriber comes
/// back, as such clients do by themselves; so nothing has to be known of one that went away.
final class EventFeed {

  static final String MEDIA_TYPE = "text/event-stream";
  private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(10);
  private static final Duration LONGEST = Duration.ofSeconds(60);

  private final Changes changes;
  private final LongSupplier nanos;

  EventFeed(Changes changes, LongSupplier nanos) {
    this.changes = changes;
    this.nanos = nanos;
  }

  /// Sends until the feed ends.
  void send(HttpExchange exchange) throws IOException, InterruptedException {
    Optional<Digest> known =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Last-Event-ID"))
            .filter(Digest::isValid)
            .map(Digest::new);
    exchange.getResponseHeaders().set("Content-Type", MEDIA_TYPE);
    exchange.getResponseHeaders().set("Cache-Control", "no-store");
    exchange.sendResponseHeaders(200, 0);
    long end = nanos.getAsLong() + LONGEST.toNanos();
    try (OutputStream out = exchange.getResponseBody()) {
      write(out, "retry: 500\n\n");
      while (nanos.getAsLong() < end && !changes.hasEnded()) {
        ConfigView view = changes.await(known, SIGN_OF_LIFE);
        boolean news = !Changes.snapshot(view).equals(known);
        write(out, news ? view.version().map(EventFeed::event).orElse(":\n\n") : ":\n\n");
        known = Changes.snapshot(view);
      }
    }
  }

  private static String event(ConfigView.Version version) {
    return "event: snapshot\nid: %s\ndata: {\"snapshot\":\"%s\",\"generation\":%d}\n\n"
        .formatted(version.snapshot(), version.snapshot(), version.generation());
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
    out.flush();
  }
}

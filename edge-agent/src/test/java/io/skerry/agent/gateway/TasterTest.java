package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.apply.NackCode;
import io.skerry.agent.apply.Verified;
import io.skerry.agent.apply.VerifiedSnapshot;
import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.gateway.plane.RequestSample;
import io.skerry.agent.gateway.plane.Taster;
import io.skerry.agent.gateway.route.Facts;
import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.agent.view.Prepared;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TasterTest {

  private final List<Prepared> compiled = new ArrayList<>();
  private final AtomicLong nanos = new AtomicLong();

  @Test
  void planeThatFailsARecentRequestIsRefusedAndReleased() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = Node.running(content(upstream))) {
      Verified<Prepared> verdict =
          taste(node, upstream, List.of(Facts.of("a", "/default/web/x"), new Deadly()));
      assertThat(verdict)
          .isInstanceOfSatisfying(
              Verified.Bad.class,
              bad -> assertThat(bad.rejection().code()).isEqualTo(NackCode.TASTER_FAILED));
      assertThat(((DataPlane) compiled.getLast()).isReleased()).isTrue();
      assertThat(node.get("/default/web/").body()).as("what ran goes on").isEqualTo("ok");
    }
  }

  @Test
  void planeThatTakesTooLongOverARequestIsRefused() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = Node.running(content(upstream))) {
      RequestFacts slow = new Slow(() -> nanos.addAndGet(5_000_000_000L));
      assertThat(taste(node, upstream, List.of(slow))).isInstanceOf(Verified.Bad.class);
    }
  }

  @Test
  void planeThatHandlesThemAllIsTaken() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = Node.running(content(upstream))) {
      Verified<Prepared> verdict =
          taste(node, upstream, List.of(Facts.of("a", "/default/web/x"), Facts.of("a", "/")));
      assertThat(verdict).isInstanceOf(Verified.Good.class);
      compiled.forEach(Prepared::retire);
    }
  }

  @Test
  void recentRequestsAreKeptFewAndSeldom() {
    RequestSample sample = new RequestSample(0);
    for (long millis = 0; millis < 60_000; millis += 10) {
      String path = "/" + millis;
      sample.offer(millis * 1_000_000, () -> Facts.of("a", path));
    }
    assertThat(sample.requests()).hasSize(100);
    assertThat(sample.requests().getLast().path()).isEqualTo("/59900");
  }

  private Verified<Prepared> taste(Node node, Upstream upstream, List<RequestFacts> requests) {
    VerifiedSnapshot next = content(upstream).policy("web", "headers", "{}").verified(9);
    Taster taster =
        new Taster(
            snapshot ->
                node.gateway
                    .compiler()
                    .prepare(snapshot)
                    .then(
                        prepared -> {
                          compiled.add(prepared);
                          return new Verified.Good<>(prepared);
                        }),
            () -> requests,
            () -> 0.5,
            nanos::get);
    return taster.prepare(next);
  }

  private static Content content(Upstream upstream) {
    return new Content().versions("web", "v1=" + upstream.url());
  }

  /// What a fault of this program meets.
  private static final class Deadly extends Made {
    @Override
    public String path() {
      throw new IllegalStateException("on purpose");
    }
  }

  private static final class Slow extends Made {
    private final Runnable wait;

    Slow(Runnable wait) {
      this.wait = wait;
    }

    @Override
    public String path() {
      wait.run();
      return "/default/web/";
    }
  }

  private abstract static class Made implements RequestFacts {
    @Override
    public String method() {
      return "GET";
    }

    @Override
    public String host() {
      return "a";
    }

    @Override
    public String query() {
      return "";
    }

    @Override
    public Optional<String> header(String name) {
      return Optional.empty();
    }

    @Override
    public String client() {
      return "192.0.2.1";
    }
  }
}

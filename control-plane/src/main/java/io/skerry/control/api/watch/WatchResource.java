package io.skerry.control.api.watch;

import io.quarkus.virtual.threads.VirtualThreads;
import io.skerry.control.api.node.ResourceJson;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Revision;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Changes as they happen, as server-sent events. All watchers share the replica's one watch of the
/// store.
@Path("/api/v1/watch")
@Tag(name = "watch")
public class WatchResource {

  private static final int MAX_WATCHERS = 1000;

  private final FleetView view;
  private final FreshView fresh;
  private final ResourceJson json;
  private final InstantSource clock;
  private final ExecutorService threads;
  private final AtomicInteger watchers = new AtomicInteger();

  @Inject
  WatchResource(
      FleetView view,
      FreshView fresh,
      ResourceJson json,
      InstantSource clock,
      @VirtualThreads ExecutorService threads) {
    this.view = view;
    this.fresh = fresh;
    this.json = json;
    this.clock = clock;
    this.threads = threads;
  }

  /// Streams changes. Without `since` the present resources come first.
  @GET
  @Produces(MediaType.SERVER_SENT_EVENTS)
  @Blocking
  @RunOnVirtualThread
  @Operation(summary = "Watch resources; resume with since or Last-Event-ID, 410 when too old")
  public Multi<OutboundSseEvent> watch(
      @QueryParam("kinds") @DefaultValue("") String kinds,
      @QueryParam("since") @DefaultValue("") String since,
      @HeaderParam("Last-Event-ID") @DefaultValue("") String lastEventId,
      @Context Sse sse) {
    String from = lastEventId.isBlank() ? since : lastEventId;
    return kinds(kinds)
        .then(wanted -> revision(from).map(revision -> session(wanted, revision)))
        .then(this::begun)
        .map(session -> stream(session).map(event -> outbound(event, sse)))
        .orElse(WatchResource::refused);
  }

  private WatchSession session(Set<Kind> kinds, Optional<Revision> since) {
    return new WatchSession(view, fresh, new EventReader(kinds, json), since, clock);
  }

  private Outcome<WatchSession> begun(WatchSession session) {
    if (watchers.incrementAndGet() > MAX_WATCHERS) {
      int _ = watchers.decrementAndGet();
      return Outcome.refused(
          Problem.of(ProblemCode.TOO_MANY_REQUESTS, "too many watchers on this replica")
              .retryAfter(5));
    }
    Optional<Problem> refusal = session.begin();
    if (refusal.isPresent()) {
      end(session);
    }
    return refusal
        .<Outcome<WatchSession>>map(Outcome::refused)
        .orElseGet(() -> Outcome.done(session));
  }

  private Multi<WatchEvent> stream(WatchSession session) {
    return Multi.createBy()
        .repeating()
        .uni(() -> Uni.createFrom().item(session::next).runSubscriptionOn(threads))
        .whilst(events -> !events.isEmpty())
        .onItem()
        .<WatchEvent>disjoint()
        .onTermination()
        .invoke(() -> end(session));
  }

  private void end(WatchSession session) {
    int _ = watchers.decrementAndGet();
    session.close();
  }

  /// The id is what a watcher resumes after, so only an event that completes its revision carries
  /// it.
  private static OutboundSseEvent outbound(WatchEvent event, Sse sse) {
    OutboundSseEvent.Builder builder =
        sse.newEventBuilder()
            .name(event.type().wireName())
            .data(String.class, event.data().toString());
    return (event.completes() ? builder.id(event.revision().toString()) : builder).build();
  }

  private static Multi<OutboundSseEvent> refused(Problem problem) {
    throw new WebApplicationException(ProblemJson.response(problem));
  }

  private static Outcome<Set<Kind>> kinds(String text) {
    if (text.isBlank()) {
      return Outcome.done(EnumSet.allOf(Kind.class));
    }
    Set<Kind> kinds = EnumSet.noneOf(Kind.class);
    for (String plural : List.of(text.split(",", -1))) {
      Optional<Kind> kind = Kind.ofPlural(plural.strip());
      if (kind.isEmpty()) {
        return Outcome.refused(
            Problem.invalid("kinds", "must be plurals such as nodes,policies, joined with commas"));
      }
      kinds.add(kind.get());
    }
    return Outcome.done(kinds);
  }

  private static Outcome<Optional<Revision>> revision(String text) {
    if (text.isBlank()) {
      return Outcome.done(Optional.empty());
    }
    return text.matches("[0-9]{1,18}")
        ? Outcome.done(Optional.of(new Revision(Long.parseLong(text))))
        : Outcome.refused(
            Problem.of(
                ProblemCode.MALFORMED, "since must be a resourceVersion as answered, such as 123"));
  }
}

package io.skerry.control.api.notice;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.write.Commits;
import io.skerry.control.notice.Retries;
import io.skerry.control.runtime.Mailbox;
import io.skerry.control.runtime.Mailbox.Pending;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Notification;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Messages to notification targets that wait or that nobody took.
@Path("/api/v1/notifications")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "notifications")
@RunOnVirtualThread
public class NotificationResource {

  private static final int MOST = 500;
  private static final Pattern ULID = Pattern.compile("[0-9A-HJKMNP-TV-Z]{26}");

  private final StateStore store;
  private final Keys keys;
  private final Mailbox mailbox;
  private final Commits commits;
  private final InstantSource clock;

  @Inject
  NotificationResource(StateStore store, Keys keys, Commits commits, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.mailbox = new Mailbox(store, keys);
    this.commits = commits;
    this.clock = clock;
  }

  /// The messages that were not taken yet, oldest first; dead ones among them, or only those. At
  /// most 500 are answered, and `total` says how many there are.
  @GET
  @Operation(summary = "Messages that wait for a target, or that it never took")
  public Response list(
      @QueryParam("dead") @DefaultValue("") String dead, @Context HttpHeaders headers) {
    if (!Set.of("", "true", "false").contains(dead)) {
      return ProblemJson.response(Problem.invalid("dead", "must be true or false"));
    }
    List<Notification> wanted =
        mailbox.all().stream()
            .map(Pending::notification)
            .filter(it -> dead.isEmpty() || it.delivery().isDead() == dead.equals("true"))
            .toList();
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("total", wanted.size());
    ArrayNode items = json.putArray("items");
    wanted.stream().limit(MOST).map(NotificationResource::tree).forEach(items::add);
    return Answers.document(200, json, headers).build();
  }

  /// One message.
  @GET
  @Path("/{id}")
  @Operation(summary = "One message")
  public Response get(@PathParam("id") String id, @Context HttpHeaders headers) {
    return stored(id)
        .map(found -> Answers.document(200, tree(found.decode().orThrow()), headers).build())
        .orElseGet(() -> missing(id));
  }

  /// Tries a message again from the beginning, also a dead one.
  @POST
  @Path("/{id}/retry")
  @Operation(summary = "Try a message again")
  public Response retry(@PathParam("id") String id, @Context HttpHeaders headers) {
    Optional<Stored<Notification>> found = stored(id);
    if (found.isEmpty()) {
      return missing(id);
    }
    Notification again =
        Retries.again(
            found.get().decode().orThrow(), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Txn txn =
        Txn.builder()
            .requireUnchanged(keys.notification(id), found.get().modified())
            .put(keys.notification(id), again)
            .build();
    return commits.commit(txn) instanceof CommitOutcome.Committed
        ? Answers.document(200, tree(again), headers).build()
        : ProblemJson.response(
            Problem.of(ProblemCode.CONFLICT, "the message is being delivered: look again"));
  }

  private Optional<Stored<Notification>> stored(String id) {
    return ULID.matcher(id).matches() ? store.get(keys.notification(id)) : Optional.empty();
  }

  private static JsonNode tree(Notification notification) {
    return CanonicalJson.parse(Codecs.NOTIFICATION.encode(notification)).orThrow();
  }

  private static Response missing(String id) {
    return ProblemJson.response(Problem.notFound("notification " + id));
  }
}

package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.node.ResourceJson;
import io.skerry.control.api.plan.PlanJson;
import io.skerry.control.api.plan.PlannedJson;
import io.skerry.control.api.plan.Preview;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.control.api.write.FreshView;
import io.skerry.control.api.write.Intent;
import io.skerry.control.api.write.Step;
import io.skerry.control.api.write.Step.Action;
import io.skerry.control.api.write.Terms.Mode;
import io.skerry.control.api.write.Writer;
import io.skerry.control.api.write.Written;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;

/// Serves the calls on single resources, whatever their kind. Blocks: for virtual threads.
@ApplicationScoped
public class ResourceCalls {

  /// Names the rollout that a write began, as `tenant/name`.
  private static final String ROLLOUT = "X-Skerry-Rollout";

  private final StateStore store;
  private final Keys keys;
  private final FreshView view;
  private final Writer writer;
  private final ResourceJson json;
  private final Preview preview;
  private final CurrentRequest request;

  @Inject
  ResourceCalls(
      StateStore store,
      Keys keys,
      FreshView view,
      Writer writer,
      ResourceJson json,
      Preview preview,
      CurrentRequest request) {
    this.store = store;
    this.keys = keys;
    this.view = view;
    this.writer = writer;
    this.json = json;
    this.preview = preview;
    this.request = request;
  }

  /// One resource, or 304 when the caller's copy is current.
  Outcome<Response> get(ResourceId id, HttpHeaders headers) {
    return store
        .get(keys.resource(id))
        .map(there -> Outcome.done(found(there, headers)))
        .orElseGet(() -> Outcome.refused(Problem.notFound(id.toString())));
  }

  /// Creates or replaces a resource with a document.
  Outcome<Response> put(ResourceId id, JsonNode document, WriteOptions options) {
    return writable(id.kind())
        .then(_ -> DocumentReader.readFor(id, document))
        .then(
            declared ->
                Preconditions.both(options.precondition(), Resources.resourceVersion(document), "")
                    .then(
                        precondition ->
                            write(new Intent.Put(declared, precondition, ""), options)));
  }

  /// Changes parts of a resource.
  Outcome<Response> patch(ResourceId id, JsonNode patch, WriteOptions options) {
    return writable(id.kind())
        .then(_ -> Preconditions.both(options.precondition(), Resources.resourceVersion(patch), ""))
        .then(precondition -> write(new Intent.Patch(id, patch, precondition), options));
  }

  /// Removes a resource.
  Outcome<Response> delete(ResourceId id, WriteOptions options) {
    return writable(id.kind())
        .then(_ -> write(new Intent.Delete(id, options.precondition()), options));
  }

  /// Refuses writes to kinds that only the system writes.
  static Outcome<Kind> writable(Kind kind) {
    return kind == Kind.ROLLOUT
        ? Outcome.refused(
            Problem.of(
                ProblemCode.METHOD_NOT_ALLOWED,
                "rollouts are made by the control plane: change the resource, and a rollout follows;"
                    + " act on one with POST …/rollouts/{name}/pause, resume, promote, approve,"
                    + " abort, rollback or retry"))
        : Outcome.done(kind);
  }

  private Response found(Stored<Resource> there, HttpHeaders headers) {
    String etag = etag(there.modified());
    if (etag.equals(headers.getHeaderString(HttpHeaders.IF_NONE_MATCH))) {
      return Response.notModified().header(HttpHeaders.ETAG, etag).build();
    }
    Resource resource = there.decode().orThrow();
    FleetImage image =
        resource.kind() == Kind.NODE || resource.kind() == Kind.ROLLOUT
            ? view.reached(there.modified())
            : view.recent();
    return Answers.document(200, json.of(resource, there.modified(), image), headers)
        .header(HttpHeaders.ETAG, etag)
        .build();
  }

  private Outcome<Response> write(Intent intent, WriteOptions options) {
    return writer
        .write(intent, options.terms(), request.origin())
        .map(written -> answer(written, options));
  }

  private Response answer(Written written, WriteOptions options) {
    Step step = written.steps().getFirst();
    Resource shown = step.after().or(() -> step.before().map(Versioned::value)).orElseThrow();
    ObjectNode body = document(written, step, shown);
    boolean commits = options.terms().mode() == Mode.COMMIT;
    if (!commits) {
      body.set("plan", PlanJson.summary(preview.of(written.prospect())));
    }
    if (commits && step.action() == Action.DELETED) {
      ArrayNode rollouts = body.putArray("rollouts");
      written.rollouts().forEach(rollout -> rollouts.add(PlannedJson.begun(rollout)));
    }
    int status = step.action() == Action.CREATED && commits ? 201 : 200;
    Response.ResponseBuilder answer = Answers.document(status, body, options.headers());
    written.versionOf(step).ifPresent(version -> answer.header(HttpHeaders.ETAG, etag(version)));
    if (commits) {
      written
          .rollouts()
          .forEach(
              rollout ->
                  answer.header(
                      ROLLOUT, rollout.metadata().tenant() + "/" + rollout.metadata().name()));
    }
    return answer.build();
  }

  private ObjectNode document(Written written, Step step, Resource shown) {
    return written
        .versionOf(step)
        .or(() -> step.before().map(Versioned::modified))
        .map(version -> json.of(shown, version, written.checked()))
        .orElseGet(() -> json.of(shown, written.checked()));
  }

  private static String etag(Revision version) {
    return "\"" + version + "\"";
  }
}

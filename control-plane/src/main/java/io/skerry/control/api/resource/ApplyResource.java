package io.skerry.control.api.resource;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.plan.PlanJson;
import io.skerry.control.api.plan.PlannedJson;
import io.skerry.control.api.plan.Preview;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.ProblemJson;
import io.skerry.control.api.request.Answers;
import io.skerry.control.api.request.BodyLimits;
import io.skerry.control.api.request.BodyReader;
import io.skerry.control.api.request.CurrentRequest;
import io.skerry.control.api.write.Step;
import io.skerry.control.api.write.Terms;
import io.skerry.control.api.write.Terms.Mode;
import io.skerry.control.api.write.Writer;
import io.skerry.control.api.write.Written;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Revision;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Bundles: many documents, all or nothing, at one revision.
@Path("/api/v1")
@Produces({MediaType.APPLICATION_JSON, Answers.YAML})
@Tag(name = "bundles")
@RunOnVirtualThread
public class ApplyResource {

  private final Writer writer;
  private final Preview preview;
  private final CurrentRequest request;
  private final BodyReader bodies;

  @Inject
  ApplyResource(Writer writer, Preview preview, CurrentRequest request, BodyReader bodies) {
    this.writer = writer;
    this.preview = preview;
    this.request = request;
    this.bodies = bodies;
  }

  /// Applies a bundle.
  @POST
  @Path("/apply")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(summary = "Apply a bundle of documents at one revision, all or nothing")
  public Response apply(
      InputStream body,
      @QueryParam("prune") @DefaultValue("") String prune,
      @BeanParam WriteParams params,
      @Context HttpHeaders headers) {
    return WriteOptions.flag("prune", prune)
        .then(
            pruning ->
                WriteOptions.terms(params)
                    .then(
                        terms ->
                            written(body, headers, pruning, terms)
                                .map(written -> answer(written, terms.mode()))))
        .map(json -> Answers.document(200, json, headers).build())
        .orElse(ProblemJson::response);
  }

  /// Says what a bundle would do to the fleet.
  @POST
  @Path("/plan")
  @RequestBody(
      content = {
        @Content(mediaType = MediaType.APPLICATION_JSON),
        @Content(mediaType = Answers.YAML)
      })
  @Operation(
      summary = "What a bundle would do: nodes, snapshot differences, warnings; changes nothing")
  public Response plan(
      InputStream body,
      @QueryParam("prune") @DefaultValue("") String prune,
      @Context HttpHeaders headers) {
    return WriteOptions.flag("prune", prune)
        .then(pruning -> written(body, headers, pruning, Terms.dryRun()))
        .map(written -> PlanJson.detail(preview.of(written.prospect())))
        .map(json -> Answers.document(200, json, headers).build())
        .orElse(ProblemJson::response);
  }

  private Outcome<Written> written(
      InputStream body, HttpHeaders headers, boolean prune, Terms terms) {
    return bodies
        .read(body, headers, BodyLimits.BUNDLE)
        .then(DocumentReader::all)
        .then(Bundle::read)
        .then(
            bundle ->
                writer.writeAll(
                    image -> bundle.intents(image, prune), prune, terms, request.origin()));
  }

  private ObjectNode answer(Written written, Mode mode) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("revision", written.revision().orElse(written.checked().revision()).toString())
            .put("dryRun", mode == Mode.DRY_RUN);
    ArrayNode results = json.putArray("results");
    written.steps().forEach(step -> results.add(result(written, step)));
    if (mode == Mode.COMMIT) {
      ArrayNode rollouts = json.putArray("rollouts");
      written.rollouts().forEach(rollout -> rollouts.add(PlannedJson.begun(rollout)));
    }
    boolean reachesNodes =
        written.steps().stream()
            .anyMatch(step -> step.isChange() && reachesNodes(step.id().kind()));
    if (reachesNodes || mode == Mode.DRY_RUN) {
      json.set("plan", PlanJson.summary(preview.of(written.prospect())));
    }
    return json;
  }

  private static boolean reachesNodes(Kind kind) {
    return kind.isRolledOut() || kind == Kind.NODE || kind == Kind.CELL;
  }

  private static ObjectNode result(Written written, Step step) {
    ObjectNode json =
        JsonNodeFactory.instance.objectNode().put("kind", step.id().kind().wireName());
    if (step.id().kind().scope() == Kind.Scope.TENANT) {
      json.put("tenant", step.id().tenant().value());
    }
    json.put("name", step.id().name().value())
        .put("action", step.action().name().toLowerCase(Locale.ROOT))
        .put("generation", step.generation());
    written
        .versionOf(step)
        .map(Revision::toString)
        .ifPresent(version -> json.put("resourceVersion", version));
    return json;
  }
}

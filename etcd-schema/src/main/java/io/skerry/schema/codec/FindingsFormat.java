package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import io.skerry.schema.model.NodeStatus.Errors;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.NodeStatus.Starts;
import java.time.Instant;
import java.util.List;

/// How that part of a status is written which nodes do not report themselves.
public final class FindingsFormat {

  private static final ValueReader<ProbeResult> PROBE =
      ValueReader.object(
          "an object with probe, outcome, message, since",
          fields ->
              new ProbeResult(
                  fields.required("probe", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("outcome", Outcome.PASSED, Values.oneOf(Outcome.values())),
                  fields.required("message", "", Values.text(0, 1024)),
                  fields.required("since", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<Errors> ERRORS =
      ValueReader.object(
          "an object with level, message, since",
          fields ->
              new Errors(
                  fields.required("level", ErrorLevel.SOME, Values.oneOf(ErrorLevel.values())),
                  fields.required("message", "", Values.text(0, 256)),
                  fields.required("since", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<Eviction> EVICTION =
      ValueReader.object(
          "an object with at, reason",
          fields ->
              new Eviction(
                  fields.required("at", Instant.EPOCH, Values.INSTANT),
                  fields.required("reason", "", Values.text(0, 1024))));

  private static final ValueReader<Shared> SHARED =
      ValueReader.object(
          "an object with since, seen",
          fields ->
              new Shared(
                  fields.required("since", Instant.EPOCH, Values.INSTANT),
                  fields.required("seen", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<Starts> STARTS =
      ValueReader.object(
          "an object with earlier, shared",
          fields ->
              new Starts(
                  fields.withDefault(
                      "earlier", List.of(), ValueReader.list(Values.text(1, 63), 1, 16)),
                  fields.optional("shared", SHARED)));

  static final ValueReader<Findings> FINDINGS =
      ValueReader.object(
          "an object with probes, errors, eviction, starts",
          fields ->
              new Findings(
                  fields.withDefault("probes", List.of(), ValueReader.list(PROBE, 1, 100)),
                  fields.optional("errors", ERRORS),
                  fields.optional("eviction", EVICTION),
                  fields.withDefault("starts", Starts.NONE, STARTS)));

  static final ValueReader<Deferral> DEFERRAL =
      ValueReader.object(
          "an object with since, until, reason",
          fields ->
              new Deferral(
                  fields.required("since", Instant.EPOCH, Values.INSTANT),
                  fields.required("until", Instant.EPOCH, Values.INSTANT),
                  fields.required("reason", "", Values.text(0, 256))));

  private FindingsFormat() {}

  static void write(ObjectNode out, NodeStatus status) {
    status.deferral().ifPresent(it -> out.set("deferral", write(it)));
    Findings found = status.findings();
    if (!found.equals(Findings.NONE)) {
      ObjectNode findings = out.putObject("findings");
      if (!found.probes().isEmpty()) {
        findings.set("probes", JsonWriter.list(found.probes(), FindingsFormat::write));
      }
      found.errors().ifPresent(it -> findings.set("errors", write(it)));
      found.eviction().ifPresent(it -> findings.set("eviction", write(it)));
      if (!found.starts().equals(Starts.NONE)) {
        findings.set("starts", write(found.starts()));
      }
    }
  }

  /// The tree of how a probe stands, as documents show it.
  public static ObjectNode write(ProbeResult result) {
    return JsonWriter.object()
        .put("probe", result.probe().value())
        .put("outcome", Values.wireName(result.outcome()))
        .put("message", result.message())
        .put("since", result.since().toString());
  }

  /// The tree of how many requests fail, as documents show it.
  public static ObjectNode write(Errors errors) {
    return JsonWriter.object()
        .put("level", Values.wireName(errors.level()))
        .put("message", errors.message())
        .put("since", errors.since().toString());
  }

  /// The tree of an eviction, as documents show it.
  public static ObjectNode write(Eviction eviction) {
    return JsonWriter.object().put("at", eviction.at().toString()).put("reason", eviction.reason());
  }

  /// The tree of the fact that two processes are one node, as documents show it.
  public static ObjectNode write(Shared shared) {
    return JsonWriter.object()
        .put("since", shared.since().toString())
        .put("seen", shared.seen().toString());
  }

  private static ObjectNode write(Starts starts) {
    ObjectNode out = JsonWriter.object();
    if (!starts.earlier().isEmpty()) {
      starts.earlier().forEach(out.putArray("earlier")::add);
    }
    starts.shared().ifPresent(it -> out.set("shared", write(it)));
    return out;
  }

  /// The tree of a deferral, as documents show it.
  public static ObjectNode write(Deferral deferral) {
    return JsonWriter.object()
        .put("since", deferral.since().toString())
        .put("until", deferral.until().toString())
        .put("reason", deferral.reason());
  }
}

package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Applied;
import io.skerry.schema.model.NodeStatus.Condition;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Rejected;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How a node's status is written, in the store and in what the node reports.
public final class StatusFormat {

  private static final Digest DIGEST_PLACEHOLDER = new Digest("0".repeat(64));
  private static final ValueReader<Digest> SNAPSHOT = Values.DIGEST;
  private static final ValueReader<Long> GENERATION =
      Values.longInteger(1, Limits.MAX_EXACT_INTEGER);

  private static final ValueReader<Long> MICROS = Values.longInteger(0, Limits.MAX_EXACT_INTEGER);
  private static final ValueReader<String> NAME = Values.text(1, 63);
  private static final ValueReader<String> MESSAGE = Values.text(0, 1024);
  private static final ValueReader<Link> LINK = Values.oneOf(Link.values());
  private static final ValueReader<Integer> SCORE = Values.integer(0, 100);
  private static final ValueReader<Reachability> REACHABILITY = Values.oneOf(Reachability.values());

  private static final ValueReader<Applied> APPLIED =
      ValueReader.object(
          "an object with snapshot, generation, durationMicros, at",
          fields ->
              new Applied(
                  fields.required("snapshot", DIGEST_PLACEHOLDER, SNAPSHOT),
                  fields.required("generation", 1L, GENERATION),
                  fields.required("durationMicros", 0L, MICROS),
                  fields.required("at", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<Rejected> REJECTED =
      ValueReader.object(
          "an object with snapshot, generation, code, message, at",
          fields ->
              new Rejected(
                  fields.required("snapshot", DIGEST_PLACEHOLDER, SNAPSHOT),
                  fields.required("generation", 1L, GENERATION),
                  fields.required("code", "", NAME),
                  fields.required("message", "", MESSAGE),
                  fields.required("at", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<Condition> CONDITION =
      ValueReader.object(
          "an object with type, message, since",
          fields ->
              new Condition(
                  fields.required("type", "", NAME),
                  fields.required("message", "", MESSAGE),
                  fields.required("since", Instant.EPOCH, Values.INSTANT)));

  private static final ValueReader<List<Condition>> CONDITIONS = ValueReader.list(CONDITION, 0, 20);

  private static final ValueReader<NotNow> NOT_NOW =
      ValueReader.object(
          "an object with until, reason",
          fields ->
              new NotNow(
                  fields.required("until", Instant.EPOCH, Values.INSTANT),
                  fields.withDefault("reason", "", Values.text(0, 256))));

  private static final ValueReader<Report> REPORT =
      ValueReader.object("a status report", StatusFormat::report);

  static final ValueReader<NodeStatus> STATUS =
      ValueReader.object("a node status", StatusFormat::status);

  private StatusFormat() {}

  /// What a node sends: its status without the parts that the control plane knows itself.
  ///
  /// @param bootId changes with every start of the agent
  /// @param agentVersion the agent's release
  /// @param applied what it runs
  /// @param rejected the newest ref that it refused, while that ref stands
  /// @param link how it stands with the store
  /// @param healthScore 0 to 100
  /// @param conditions anything else
  /// @param notNow that it asks not to be changed for a while
  /// @param abilities what it can run; said when an answer asks for it
  public record Report(
      String bootId,
      String agentVersion,
      Optional<Applied> applied,
      Optional<Rejected> rejected,
      Link link,
      int healthScore,
      List<Condition> conditions,
      Optional<NotNow> notNow,
      Optional<Abilities> abilities) {

    /// Copies the list.
    public Report {
      conditions = List.copyOf(conditions);
    }

    /// A report of a node that may be changed at any time.
    public Report(
        String bootId,
        String agentVersion,
        Optional<Applied> applied,
        Optional<Rejected> rejected,
        Link link,
        int healthScore,
        List<Condition> conditions) {
      this(
          bootId, agentVersion, applied, rejected, link, healthScore, conditions, Optional.empty());
    }

    /// A report that says nothing of what the node can run, as most do.
    // Checkstyle bounds the parameters of constructors, but not of records, whose short form this
    // is.
    @SuppressWarnings("checkstyle:ParameterNumber")
    public Report(
        String bootId,
        String agentVersion,
        Optional<Applied> applied,
        Optional<Rejected> rejected,
        Link link,
        int healthScore,
        List<Condition> conditions,
        Optional<NotNow> notNow) {
      this(
          bootId,
          agentVersion,
          applied,
          rejected,
          link,
          healthScore,
          conditions,
          notNow,
          Optional.empty());
    }

    /// The same report of a node that says what it can run.
    public Report withAbilities(Abilities all) {
      return new Report(
          bootId,
          agentVersion,
          applied,
          rejected,
          link,
          healthScore,
          conditions,
          notNow,
          Optional.of(all));
    }
  }

  /// That a node asks not to be changed for a while.
  ///
  /// @param until when it may be changed again
  /// @param reason for people, may be empty
  public record NotNow(Instant until, String reason) {}

  /// How reports travel from node to control plane.
  public static final Codec<Report> REPORT_CODEC = new JsonCodec<>(StatusFormat::write, REPORT);

  static ObjectNode write(NodeStatus status) {
    ObjectNode out = write(reportOf(status));
    FindingsFormat.write(out, status);
    return out.put("node", status.node().value())
        .put("replica", status.replica())
        .put("reachability", Values.wireName(status.reachability()))
        .put("changedAt", status.changedAt().toString());
  }

  /// The part of a status that the node itself reports.
  public static Report reportOf(NodeStatus status) {
    return new Report(
        status.bootId(),
        status.agentVersion(),
        status.applied(),
        status.rejected(),
        status.link(),
        status.healthScore(),
        status.conditions(),
        Optional.empty(),
        status.abilities());
  }

  /// The tree of what a node runs, as documents show it.
  public static ObjectNode write(Applied applied) {
    return JsonWriter.object()
        .put("snapshot", applied.snapshot().hex())
        .put("generation", applied.generation())
        .put("durationMicros", applied.durationMicros())
        .put("at", applied.at().toString());
  }

  /// The tree of what a node refused, as documents show it.
  public static ObjectNode write(Rejected rejected) {
    return JsonWriter.object()
        .put("snapshot", rejected.snapshot().hex())
        .put("generation", rejected.generation())
        .put("code", rejected.code())
        .put("message", rejected.message())
        .put("at", rejected.at().toString());
  }

  /// The tree of a condition, as documents show it.
  public static ObjectNode write(Condition condition) {
    return JsonWriter.object()
        .put("type", condition.type())
        .put("message", condition.message())
        .put("since", condition.since().toString());
  }

  private static ObjectNode write(Report report) {
    ObjectNode out =
        JsonWriter.object()
            .put("bootId", report.bootId())
            .put("agentVersion", report.agentVersion())
            .put("link", Values.wireName(report.link()))
            .put("healthScore", report.healthScore());
    report.applied().ifPresent(applied -> out.set("applied", write(applied)));
    report.rejected().ifPresent(rejected -> out.set("rejected", write(rejected)));
    out.set("conditions", JsonWriter.list(report.conditions(), StatusFormat::write));
    report
        .notNow()
        .ifPresent(
            it ->
                out.putObject("notNow")
                    .put("until", it.until().toString())
                    .put("reason", it.reason()));
    report.abilities().ifPresent(it -> out.set("abilities", AbilitiesFormat.write(it)));
    return out;
  }

  private static Report report(FieldReader fields) {
    return report(fields, fields.optional("notNow", NOT_NOW));
  }

  private static Report report(FieldReader fields, Optional<NotNow> notNow) {
    return new Report(
        fields.required("bootId", "", NAME),
        fields.required("agentVersion", "", NAME),
        fields.optional("applied", APPLIED),
        fields.optional("rejected", REJECTED),
        fields.required("link", Link.CONNECTED, LINK),
        fields.withDefault("healthScore", 100, SCORE),
        fields.withDefault("conditions", List.of(), CONDITIONS),
        notNow,
        fields.optional("abilities", AbilitiesFormat.ABILITIES));
  }

  private static NodeStatus status(FieldReader fields) {
    Report report = report(fields, Optional.empty());
    return new NodeStatus(
        fields.required("node", Values.NAME_PLACEHOLDER, Values.NAME),
        fields.required("replica", "", NAME),
        report.bootId(),
        report.agentVersion(),
        report.applied(),
        report.rejected(),
        report.link(),
        report.healthScore(),
        fields.required("reachability", Reachability.HEARD, REACHABILITY),
        report.conditions(),
        fields.required("changedAt", Instant.EPOCH, Values.INSTANT),
        fields.optional("deferral", FindingsFormat.DEFERRAL),
        fields.withDefault("findings", Findings.NONE, FindingsFormat.FINDINGS),
        report.abilities());
  }
}

package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.codec.StatusFormat.NotNow;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Deferral;
import io.skerry.schema.model.NodeStatus.ErrorLevel;
import io.skerry.schema.model.NodeStatus.Errors;
import io.skerry.schema.model.NodeStatus.Eviction;
import io.skerry.schema.model.NodeStatus.Findings;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.NodeStatus.Outcome;
import io.skerry.schema.model.NodeStatus.ProbeResult;
import io.skerry.schema.model.NodeStatus.Reachability;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.NodeStatus.Starts;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatusFormatTest {

  private static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");

  @Test
  void whatTheControlPlaneFoundSurvivesTheStore() {
    NodeStatus status =
        new NodeStatus(
            new ResourceName("n1"),
            "cp-1",
            "b1",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            Link.CONNECTED,
            100,
            Reachability.SILENT,
            List.of(),
            NOW,
            Optional.of(new Deferral(NOW, NOW.plusSeconds(60), "a transmission")),
            new Findings(
                List.of(
                    new ProbeResult(
                        new ResourceName("front"), Outcome.FAILED, "answered 503", NOW)),
                Optional.of(new Errors(ErrorLevel.MANY, "7 of 100 requests failed", NOW)),
                Optional.of(new Eviction(NOW, "silent")),
                new Starts(
                    List.of("b0", "a9"), Optional.of(new Shared(NOW, NOW.plusSeconds(10))))));

    assertThat(Codecs.STATUS.decode(Codecs.STATUS.encode(status)).orThrow()).isEqualTo(status);
  }

  @Test
  void aStatusOfAnEarlierReleaseHasNoFindings() {
    NodeStatus read =
        Codecs.STATUS
            .decode(
                Bytes.utf8(
                    """
                    {"node":"n1","replica":"cp","bootId":"b","agentVersion":"1","link":"connected",
                    "reachability":"heard","changedAt":"2026-11-20T12:00:00Z"}"""))
            .orThrow();

    assertThat(read.findings()).isEqualTo(Findings.NONE);
    assertThat(read.deferral()).isEmpty();
  }

  @Test
  void aNodeSaysUntilWhenItIsNotToBeChanged() {
    Report report =
        new Report(
            "b1",
            "1.0",
            Optional.empty(),
            Optional.empty(),
            Link.CONNECTED,
            100,
            List.of(),
            Optional.of(new NotNow(NOW, "a transmission")));

    assertThat(StatusFormat.REPORT_CODEC.decode(StatusFormat.REPORT_CODEC.encode(report)).orThrow())
        .isEqualTo(report);
  }

  @Test
  void aNodeCannotReportWhatTheControlPlaneFinds() {
    assertThat(
            StatusFormat.REPORT_CODEC.decode(
                Bytes.utf8(
                    "{\"bootId\":\"b\",\"agentVersion\":\"1\",\"link\":\"connected\","
                        + "\"findings\":{}}")))
        .isInstanceOf(Decoded.Malformed.class);
  }

  @Test
  void whatANodeCanRunTravelsWithItsReportAndStaysInItsStatus() {
    Abilities abilities =
        new Abilities(
            Optional.of(Set.of("skerry/v1")),
            Optional.of(Set.of("rateLimit", "cache")),
            Optional.of(Set.of()),
            Map.of("entries", 10_000L));
    Report report = StatusFormat.REPORT_CODEC.decode(Bytes.utf8(PLAIN)).orThrow();
    NodeStatus status = Codecs.STATUS.decode(Bytes.utf8(STATUS)).orThrow();

    assertThat(
            StatusFormat.REPORT_CODEC
                .decode(StatusFormat.REPORT_CODEC.encode(report.withAbilities(abilities)))
                .orThrow()
                .abilities())
        .contains(abilities);
    assertThat(
            Codecs.STATUS
                .decode(Codecs.STATUS.encode(saying(status, abilities)))
                .orThrow()
                .abilities())
        .contains(abilities);
  }

  @Test
  void whoSaysNothingOfWhatItCanRunIsNotTakenToRunNothing() {
    assertThat(StatusFormat.REPORT_CODEC.decode(Bytes.utf8(PLAIN)).orThrow().abilities()).isEmpty();
    assertThat(Codecs.STATUS.decode(Bytes.utf8(STATUS)).orThrow().abilities()).isEmpty();
    assertThat(abilities("{}")).isEqualTo(Abilities.UNKNOWN);
  }

  @Test
  void whatALaterReleaseSaysMoreIsNoError() {
    Abilities read =
        abilities(
            """
            {"policyTypes":["quota"],"limits":{"routes":50},"accelerators":[{"model":"A10"}]}""");

    assertThat(read.policyTypes()).contains(Set.of("quota"));
    assertThat(read.limits()).containsEntry("routes", 50L);
    assertThat(read.features()).isEmpty();
    assertThat(read.most(Abilities.Limit.ENTRIES)).isEmpty();
  }

  @Test
  void abilitiesThatAreNotListsOfNamesNameTheField() {
    assertThat(
            StatusFormat.REPORT_CODEC.decode(
                Bytes.utf8(PLAIN.replace("}", ",\"abilities\":{\"policyTypes\":7}}"))))
        .isInstanceOfSatisfying(
            Decoded.Malformed.class,
            malformed -> assertThat(malformed.toString()).contains("abilities.policyTypes"));
  }

  private static Abilities abilities(String json) {
    return StatusFormat.REPORT_CODEC
        .decode(Bytes.utf8(PLAIN.replace("}", ",\"abilities\":" + json + "}")))
        .orThrow()
        .abilities()
        .orElseThrow();
  }

  private static final String PLAIN =
      "{\"bootId\":\"b\",\"agentVersion\":\"1\",\"link\":\"connected\"}";

  private static final String STATUS =
      """
      {"node":"n1","replica":"cp","bootId":"b","agentVersion":"1","link":"connected",
      "reachability":"heard","changedAt":"2026-11-20T12:00:00Z"}""";

  private static NodeStatus saying(NodeStatus status, Abilities abilities) {
    return new NodeStatus(
        status.node(),
        status.replica(),
        status.bootId(),
        status.agentVersion(),
        status.applied(),
        status.rejected(),
        status.link(),
        status.healthScore(),
        status.reachability(),
        status.conditions(),
        status.changedAt(),
        status.deferral(),
        status.findings(),
        Optional.of(abilities));
  }
}

package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;
import io.skerry.schema.model.TelemetryReport.Bucket;
import io.skerry.schema.model.TelemetryReport.Gpu;
import io.skerry.schema.model.TelemetryReport.Traffic;
import io.skerry.schema.model.TelemetryReport.Uplink;
import io.skerry.schema.model.TelemetryReport.Vitals;
import io.skerry.schema.model.TenantName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryFormatTest {

  private static final String REPORT =
      """
      {"bootId":"b1","sequence":7,"from":"2026-03-01T10:00:00Z","to":"2026-03-01T10:00:10Z",
       "snapshot":"%s","uplink":{"sentBytes":1,"rawLogBytes":2},
       "traffic":[{"tenant":"video","service":"asr","version":"v1","requests":3,"errors":1,
         "latency":[[4,2],[288,1]],"marked":2,"markedOn":1}]}"""
          .formatted("a".repeat(64));

  @Test
  void whatWasWrittenIsReadBack() {
    TelemetryReport report =
        new TelemetryReport(
            "b1",
            7,
            Instant.parse("2026-03-01T10:00:00Z"),
            Instant.parse("2026-03-01T10:00:09.5Z"),
            Optional.of(new Digest("a".repeat(64))),
            List.of(traffic()),
            Map.of("cacheHits", 4L),
            Optional.of(
                new Vitals(
                    1.5,
                    Optional.of(0.25),
                    1 << 30,
                    1 << 20,
                    70_000_000,
                    Optional.of(48.5),
                    List.of(new Gpu("A10", Optional.of(0.5), 24, 12)))),
            new Uplink(800, 90_000, 2));

    Bytes bytes = TelemetryFormat.CODEC.encode(report);

    assertThat(TelemetryFormat.CODEC.decode(bytes).orThrow()).isEqualTo(report);
  }

  @Test
  void aReportOfTheProtocolIsRead() {
    TelemetryReport report = TelemetryFormat.CODEC.decode(Bytes.utf8(REPORT)).orThrow();

    assertThat(report.traffic().getFirst().latency())
        .containsExactly(new Bucket(4, 2), new Bucket(288, 1));
    assertThat(report.vitals()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          [[4,2],[288,1]]   | [[4,2],[289,1]] | traffic[0].latency
          [[4,2],[288,1]]   | [[4,2],[4,1]]   | traffic[0].latency
          [[4,2],[288,1]]   | [[4,3],[5,0]]   | traffic[0].latency
          [[4,2],[288,1]]   | [[4,2]]         | traffic[0]
          "errors":1        | "errors":4      | traffic[0]
          "markedOn":1      | "markedOn":3    | traffic[0]
          "errors":1        | "errors":-1     | traffic[0].errors
          "errors":1        | "errors":1.5    | traffic[0].errors
          "errors":1        | "errrors":1     | traffic[0].errrors
          "sequence":7      | "sequence":0    | sequence
          10:00:10Z         | 09:59:59Z       | to
          "tenant":"video"  | "tenant":"_"    | traffic[0].tenant
          """)
  void aReportThatCannotBeTrueIsRefusedByField(String right, String wrong, String field) {
    assertThat(REPORT).contains(right);

    Decoded<TelemetryReport> read =
        TelemetryFormat.CODEC.decode(Bytes.utf8(REPORT.replace(right, wrong)));

    assertThat(read).isInstanceOf(Decoded.Malformed.class);
    assertThat(((Decoded.Malformed<TelemetryReport>) read).errors())
        .extracting(FieldError::field)
        .contains(field);
  }

  private static Traffic traffic() {
    return new Traffic(
        new TenantName("video"),
        new ResourceName("asr"),
        new ResourceName("v1"),
        5,
        1,
        2,
        List.of(new Bucket(0, 1), new Bucket(9, 4)),
        3,
        2);
  }
}

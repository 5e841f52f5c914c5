package io.skerry.cli.print;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AgesTest {
  @ParameterizedTest
  @CsvSource({
    "2026-11-20T12:00:00Z, 0s",
    "2026-11-20T12:00:05Z, 0s",
    "2026-11-20T11:58:01Z, 119s",
    "2026-11-20T11:58:00Z, 2m",
    "2026-11-20T10:00:01Z, 119m",
    "2026-11-20T10:00:00Z, 2h",
    "2026-11-18T12:00:00Z, 2d",
    "yesterday, -",
    "'', -"
  })
  void agesHaveOneUnit(String moment, String age) {
    assertThat(Ages.since(moment, Instant.parse("2026-11-20T12:00:00Z"))).isEqualTo(age);
  }
}

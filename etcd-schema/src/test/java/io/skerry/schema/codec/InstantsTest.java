package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The platform's own reader is the judge.
class InstantsTest {

  @Test
  void readsWhatThePlatformWrites() {
    Random random = new Random(8601);
    for (int round = 0; round < 20_000; round++) {
      long unit = new long[] {1, 1_000, 1_000_000, 1_000_000_000}[random.nextInt(4)];
      long nanos = random.nextLong(1_000_000_000L) / unit * unit;
      Instant time =
          Instant.ofEpochSecond(random.nextLong(-60_000_000_000L, 250_000_000_000L), nanos);
      assertThat(Instants.readCanonical(time.toString())).contains(time);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "Z",
        "2026-01-31",
        "2026-01-31T23:59:59",
        "2026-02-30T00:00:00Z",
        "2026-13-01T00:00:00Z",
        "2026-01-01T24:00:00Z",
        "2026-01-01T00:60:00Z",
        "2016-12-31T23:59:60Z",
        "2026-01-31T23:59:59.Z",
        "2026-01-31T23:59:59.1234567890Z",
        "2026-01-31T23:59:59+01:00",
        "2026-01-31t23:59:59z",
        "+12026-01-31T23:59:59Z",
        "2026-01-31T23:59:59,5Z",
        "2026-01-31T23:59:5\u0669Z"
      })
  void leavesEverythingElseToThePlatform(String text) {
    assertThat(Instants.readCanonical(text)).isEmpty();
  }
}

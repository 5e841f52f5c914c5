package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackoffTest {

  private static final Duration FIRST = Duration.ofMillis(100);
  private static final Duration MOST = Duration.ofMillis(500);

  @Test
  void ceilingDoublesUpToTheLongestPause() {
    Backoff backoff = new Backoff(FIRST, MOST, always(true));
    assertThat(Stream.generate(backoff::next).limit(5).map(Duration::toMillis))
        .containsExactly(100L, 200L, 400L, 500L, 500L);
  }

  @Test
  void pausesReachDownToZero() {
    Backoff backoff = new Backoff(FIRST, MOST, always(false));
    assertThat(Stream.generate(backoff::next).limit(3)).containsOnly(Duration.ZERO);
  }

  @Test
  void resetStartsOver() {
    Backoff backoff = new Backoff(FIRST, MOST, always(true));
    assertThat(backoff.next()).isEqualTo(FIRST);
    assertThat(backoff.next()).isGreaterThan(FIRST);
    backoff.reset();
    assertThat(backoff.next()).isEqualTo(FIRST);
  }

  @Test
  void pausesOfManyClientsSpreadOverTheWholeRange() {
    SplittableRandom seeds = new SplittableRandom(7);
    long early =
        Stream.generate(() -> new Backoff(FIRST, MOST, seeds.split()).next())
            .limit(1000)
            .filter(pause -> pause.toMillis() < 50)
            .count();
    assertThat(early).isBetween(400L, 600L);
  }

  @Test
  void uselessLimitsAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Backoff(Duration.ZERO, MOST, always(true)));
    assertThatIllegalArgumentException().isThrownBy(() -> new Backoff(MOST, FIRST, always(true)));
  }

  private static RandomGenerator always(boolean most) {
    return new RandomGenerator() {
      @Override
      public long nextLong() {
        return 0;
      }

      @Override
      public long nextLong(long bound) {
        return most ? bound - 1 : 0;
      }
    };
  }
}

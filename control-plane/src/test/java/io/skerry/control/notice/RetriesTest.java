package io.skerry.control.notice;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class RetriesTest {

  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

  private static Notification fresh() {
    return new Notification(
        "01JD0000000000000000000000",
        new ResourceId(Kind.NOTIFICATION_TARGET, TenantName.DEFAULT, new ResourceName("ops")),
        NotificationTarget.Event.HELD,
        JsonDocument.EMPTY_OBJECT,
        NOW,
        Notification.Delivery.first(NOW));
  }

  @Test
  void pausesGrowWithinBoundsAndAttemptsEnd() {
    Notification message = fresh();
    Duration ceiling = Duration.ofSeconds(1);
    Retries retries = new Retries(new Random(1), Retries.FIRST);
    for (int attempt = 1; attempt < Retries.MOST_ATTEMPTS; attempt++) {
      message = retries.failed(message, "answered 500", NOW);
      assertThat(message.delivery().isDead()).isFalse();
      assertThat(message.delivery().due()).isBetween(NOW, NOW.plus(ceiling));
      ceiling = ceiling.multipliedBy(2);
      ceiling = ceiling.compareTo(Duration.ofMinutes(15)) > 0 ? Duration.ofMinutes(15) : ceiling;
    }
    message = retries.failed(message, "answered 500", NOW);
    assertThat(message.delivery().isDead()).isTrue();
    assertThat(message.delivery().error()).contains("answered 500");
  }

  @Test
  void targetsThatFailTogetherAreNotTriedAgainTogether() {
    Random random = new Random(2);
    long distinct =
        IntStream.range(0, 100)
            .mapToObj(
                _ ->
                    new Retries(random, Retries.FIRST)
                        .failed(fresh(), "away", NOW)
                        .delivery()
                        .due())
            .distinct()
            .count();
    assertThat(distinct).isGreaterThan(80);
  }

  @Test
  void deadMessagesAreKeptForAWhileAndCanBeTriedAgain() {
    Notification message = fresh();
    Retries retries = new Retries(new Random(1), Retries.FIRST);
    for (int attempt = 0; attempt < Retries.MOST_ATTEMPTS; attempt++) {
      message = retries.failed(message, "", NOW);
    }
    assertThat(Retries.isForgotten(message, NOW.plus(Duration.ofDays(6)))).isFalse();
    assertThat(Retries.isForgotten(message, NOW.plus(Duration.ofDays(8)))).isTrue();
    assertThat(Retries.again(message, NOW).delivery().isDead()).isFalse();
  }
}

package io.skerry.control.api.health;

import io.skerry.control.runtime.UndeliveredCounts;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/// Always ready: a receiver that does not listen must not take a replica out of service. Says how
/// many messages wait, and what to do about dead ones. Only the leader knows.
@Readiness
@ApplicationScoped
public class NotificationsCheck implements HealthCheck {

  private final UndeliveredCounts counts;

  @Inject
  NotificationsCheck(UndeliveredCounts counts) {
    this.counts = counts;
  }

  @Override
  public HealthCheckResponse call() {
    HealthCheckResponseBuilder answer = HealthCheckResponse.named("notifications").up();
    counts
        .seen()
        .ifPresent(
            it -> {
              answer.withData("waiting", it.waiting()).withData("dead", it.dead());
              if (it.dead() > 0) {
                answer.withData("hint", "nobody took them: skerry notifications list --dead");
              }
            });
    return answer.build();
  }
}

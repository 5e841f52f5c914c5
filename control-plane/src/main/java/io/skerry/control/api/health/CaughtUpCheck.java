package io.skerry.control.api.health;

import io.skerry.control.runtime.FleetView;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/// Ready while the view follows the store. The history database is deliberately not asked:
/// configuration works without it.
@Readiness
@ApplicationScoped
public class CaughtUpCheck implements HealthCheck {

  private final FleetView view;

  @Inject
  CaughtUpCheck(FleetView view) {
    this.view = view;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("store")
        .status(view.caughtUp())
        .withData("revision", view.image().revision().toString())
        .build();
  }
}

package io.skerry.control.api.health;

import io.skerry.control.runtime.FleetView;
import io.skerry.schema.model.Revision;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Startup;

/// Started once the store was listed for the first time, and from then on.
@Startup
@ApplicationScoped
public class FirstListingCheck implements HealthCheck {

  private final FleetView view;

  @Inject
  FirstListingCheck(FleetView view) {
    this.view = view;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("first listing of the store")
        .status(view.image().revision().compareTo(Revision.ZERO) > 0)
        .build();
  }
}

package io.skerry.agent.gateway.guard;

import io.skerry.schema.model.Delivery.HealthCheck;

/// What regular checks say of an upstream. Told by one thread, asked by any.
public final class Health {

  private final int healthy;
  private final int unhealthy;
  private int streak;
  private volatile boolean well = true;

  /// Well until checks say otherwise.
  public Health(int healthy, int unhealthy) {
    this.healthy = healthy;
    this.unhealthy = unhealthy;
  }

  /// As a health check wants it.
  public static Health of(HealthCheck check) {
    return new Health(check.healthy(), check.unhealthy());
  }

  /// A check ended well. Whether that changed anything.
  public boolean passed() {
    return count(true, healthy);
  }

  /// A check failed. Whether that changed anything.
  public boolean failed() {
    return count(false, unhealthy);
  }

  /// Whether requests may be sent.
  public boolean isWell() {
    return well;
  }

  private boolean count(boolean passed, int needed) {
    if (well == passed) {
      streak = 0;
      return false;
    }
    streak++;
    if (streak < needed) {
      return false;
    }
    streak = 0;
    well = passed;
    return true;
  }
}

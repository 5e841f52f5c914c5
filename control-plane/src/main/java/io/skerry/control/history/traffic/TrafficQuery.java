package io.skerry.control.history.traffic;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Which requests somebody wants to see.
///
/// @param tenant of this tenant only
/// @param service of services with this name only
/// @param from windows that began at this time or later
/// @param to windows that began before this time
/// @param seconds the length of the windows that are summed: 10, 60 or 3600
public record TrafficQuery(
    Optional<TenantName> tenant,
    Optional<ResourceName> service,
    Instant from,
    Instant to,
    int seconds) {

  private static final Duration FINE = Duration.ofHours(2);
  private static final Duration MEDIUM = Duration.ofDays(3);

  /// The finest windows that answer a span quickly.
  public static int seconds(Instant from, Instant to) {
    Duration span = Duration.between(from, to);
    if (span.compareTo(FINE) <= 0) {
      return 10;
    }
    return span.compareTo(MEDIUM) <= 0 ? 60 : 3600;
  }
}

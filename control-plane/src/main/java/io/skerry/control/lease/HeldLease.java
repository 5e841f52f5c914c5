package io.skerry.control.lease;

import io.skerry.schema.store.StateStore.Lease;
import java.time.Duration;
import java.time.Instant;

/// A lease with what its holder knows about its life. Times are those before a request was sent, so
/// that the holder gives up no later than the store does.
///
/// @param lease in the store
/// @param ttl how long it lives without renewal
/// @param renewedAt when the last successful request was sent
public record HeldLease(Lease lease, Duration ttl, Instant renewedAt) {

  private static final int RENEWALS_PER_TTL = 3;

  /// When to ask for renewal: there is time for two more attempts afterwards.
  public Instant renewAt() {
    return renewedAt.plus(ttl.dividedBy(RENEWALS_PER_TTL));
  }

  /// When the store may have given it up.
  public Instant expiresAt() {
    return renewedAt.plus(ttl);
  }

  /// The same lease after a successful renewal.
  public HeldLease renewed(Instant sentAt) {
    return new HeldLease(lease, ttl, sentAt);
  }
}

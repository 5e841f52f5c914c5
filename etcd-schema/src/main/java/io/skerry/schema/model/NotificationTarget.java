package io.skerry.schema.model;

import java.net.URI;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/// Somebody who is told over HTTP when something happens to the rollouts of a tenant.
///
/// @param metadata tenant-scoped
/// @param spec what was declared
public record NotificationTarget(Metadata metadata, Spec spec) implements Resource {

  /// @param url where messages are posted to, absolute, `http` or `https`, without user information
  /// @param events what is told, at least one
  /// @param secretRef the name of the secret that messages are signed with, kept outside the store;
  ///   unsigned when absent
  public record Spec(URI url, Set<Event> events, Optional<ResourceName> secretRef) {

    /// Copies the set.
    public Spec {
      events = Set.copyOf(events);
    }
  }

  /// What can be told: the phase that a rollout entered.
  public enum Event {
    STARTED("started"),
    AWAITING_APPROVAL("awaitingApproval"),
    PAUSED("paused"),
    HELD("held"),
    ROLLING_BACK("rollingBack"),
    ROLLED_BACK("rolledBack"),
    ABORTED("aborted"),
    SUCCEEDED("succeeded");

    private final String wireName;

    Event(String wireName) {
      this.wireName = wireName;
    }

    /// The name in documents and messages.
    public String wireName() {
      return wireName;
    }

    /// The event with a name.
    public static Optional<Event> ofWireName(String name) {
      return Arrays.stream(values()).filter(event -> event.wireName.equals(name)).findFirst();
    }
  }
}

package io.skerry.control.api.edge;

import io.skerry.schema.model.NodeStatus;
import io.skerry.schema.model.NodeStatus.Shared;
import io.skerry.schema.model.NodeStatus.Starts;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds out that two processes report as one node, as when its disk was copied. Every start of an
/// agent has a boot id of its own, so that a start that was followed by another is never heard
/// again, unless both run. Pure.
///
/// @param bootId who is heard
/// @param now when
/// @param silence for how long one of two must not be heard until it counts as gone
record Heard(String bootId, Instant now, Duration silence) {

  /// More than this many processes of one node would find it out even so, later.
  private static final int MOST = 8;

  /// What starts tell after this one was heard.
  Starts after(NodeStatus before) {
    Starts known = before.findings().starts();
    Optional<Shared> shared = known.shared().filter(it -> !it.seen().plus(silence).isBefore(now));
    if (before.bootId().equals(bootId)) {
      return new Starts(known.earlier(), shared);
    }
    boolean again = known.earlier().contains(bootId);
    return new Starts(
        earlier(before.bootId(), known.earlier()),
        again ? Optional.of(new Shared(shared.map(Shared::since).orElse(now), now)) : shared);
  }

  private List<String> earlier(String last, List<String> known) {
    return Stream.concat(Stream.of(last), known.stream().filter(it -> !it.equals(bootId)))
        .distinct()
        .limit(MOST)
        .toList();
  }
}

package io.skerry.policy.rollout.sim;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/// What is wrong with a change.
enum Poison {
  /// Nodes refuse it.
  REFUSED,
  /// Only nodes of the newer release refuse it.
  REFUSED_BY_NEWER,
  /// The agent cannot stay up with it.
  CRASHING,
  /// Nodes serve badly with it.
  SICKENING;

  private static final Map<Digest, Set<Poison>> KNOWN = new HashMap<>();

  String text() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// What is wrong with a snapshot.
  static Set<Poison> of(CompiledSnapshot snapshot) {
    return KNOWN.computeIfAbsent(snapshot.digest(), _ -> in(snapshot));
  }

  private static Set<Poison> in(CompiledSnapshot snapshot) {
    Set<Poison> found = EnumSet.noneOf(Poison.class);
    for (Bytes blob : snapshot.blobs().values()) {
      for (Poison poison : values()) {
        if (blob.asText().contains('"' + poison.text() + '"')) {
          found.add(poison);
        }
      }
    }
    return found;
  }
}

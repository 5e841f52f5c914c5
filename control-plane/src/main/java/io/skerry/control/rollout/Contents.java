package io.skerry.control.rollout;

import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.rollout.Editions;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which content is stored, as far as it is known. One thread at a time.
final class Contents {

  private final Known known;
  private final Set<Digest> ahead = new HashSet<>();
  private boolean inDoubt = true;

  Contents(Known known) {
    this.known = known;
  }

  /// Something was stored.
  void stored(Collection<Digest> content) {
    ahead.addAll(content);
  }

  /// Stored content was removed.
  void lost() {
    ahead.clear();
    inDoubt = true;
  }

  /// A write of content has no known outcome.
  void doubt() {
    inDoubt = true;
  }

  boolean hasSnapshot(Digest digest) {
    return ahead.contains(digest) || known.image().content().snapshots().has(digest);
  }

  boolean hasBlob(Digest digest) {
    return ahead.contains(digest) || known.image().content().blobs().has(digest);
  }

  RefPlanner.Presence presence() {
    return new RefPlanner.Presence(this::hasSnapshot, this::hasBlob);
  }

  /// Snapshots that nodes must run and that are not stored completely; looked for only after
  /// something happened that can be the reason.
  Set<Digest> incomplete(Editions editions, Map<ResourceName, Set<ResourceName>> carries) {
    if (!inDoubt) {
      return Set.of();
    }
    inDoubt = false;
    Set<Digest> incomplete = new TreeSet<>();
    for (CompiledSnapshot snapshot : editions.snapshotsInUse(carries)) {
      if (!isStored(snapshot)) {
        incomplete.add(snapshot.digest());
      }
    }
    return incomplete;
  }

  /// What was compiled, as far as it must be written.
  ContentLibrary library(
      Editions editions,
      Map<ResourceName, Set<ResourceName>> carries,
      List<Move> moves,
      Set<Digest> restore) {
    List<CompiledSnapshot> compiled = new ArrayList<>();
    if (!restore.isEmpty()) {
      compiled.addAll(editions.snapshotsInUse(carries));
    }
    for (Move move : moves) {
      editions.snapshotOf(move.proposal().node(), move.order().carries()).ifPresent(compiled::add);
    }
    return new ContentLibrary(compiled);
  }

  private boolean isStored(CompiledSnapshot snapshot) {
    return hasSnapshot(snapshot.digest())
        && snapshot.snapshot().entries().stream().allMatch(entry -> hasBlob(entry.blob()));
  }
}

package io.skerry.policy.ability;

import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Abilities.Limit;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.util.Optional;
import java.util.Set;

/// Why a node would refuse a snapshot.
public sealed interface Refusal {

  /// What asks too much, why, and what would be right.
  String message();

  /// The manifest is written in a way that the node does not read.
  ///
  /// @param format of the manifest
  /// @param known what it reads
  record Format(String format, Set<String> known) implements Refusal {
    /// Copies the set.
    public Format {
      known = Set.copyOf(known);
    }

    @Override
    public String message() {
      return "the snapshot is written as %s, this node reads %s"
          .formatted(format, String.join(", ", known.stream().sorted().toList()));
    }
  }

  /// There is too much of something.
  ///
  /// @param what the snapshot, or the entry that is too large
  /// @param limit of what
  /// @param actual how much there is
  /// @param most what the node takes
  record TooMuch(String what, Limit limit, long actual, long most) implements Refusal {
    @Override
    public String message() {
      String unit =
          switch (limit) {
            case ENTRIES -> "entries";
            case BLOB_BYTES -> "bytes";
          };
      return "%s has %d %s, this node takes %d at most".formatted(what, actual, unit, most);
    }
  }

  /// A service, or what belongs to it, asks for what the node cannot.
  ///
  /// @param tenant whose service
  /// @param service its name
  /// @param why what is missing
  record OfService(TenantName tenant, String service, Misfit why) implements Refusal {
    @Override
    public String message() {
      return "this node cannot run service %s/%s: %s".formatted(tenant, service, why.message());
    }
  }

  /// Whether a manifest is more than a node takes, whatever its entries say.
  ///
  /// @param abilities of the node; what it leaves out it is taken to have
  static Optional<Refusal> ofManifest(String format, Snapshot snapshot, Abilities abilities) {
    return abilities
        .formats()
        .filter(known -> !known.contains(format))
        .<Refusal>map(known -> new Format(format, known))
        .or(() -> tooManyEntries(snapshot, abilities))
        .or(() -> tooLarge(snapshot, abilities));
  }

  private static Optional<Refusal> tooManyEntries(Snapshot snapshot, Abilities abilities) {
    int actual = snapshot.entries().size();
    return abilities
        .most(Limit.ENTRIES)
        .filter(most -> actual > most)
        .map(most -> new TooMuch("the snapshot", Limit.ENTRIES, actual, most));
  }

  private static Optional<Refusal> tooLarge(Snapshot snapshot, Abilities abilities) {
    long most = abilities.most(Limit.BLOB_BYTES).orElse(Long.MAX_VALUE);
    return snapshot.entries().stream()
        .filter(entry -> entry.size() > most)
        .findFirst()
        .map(
            entry ->
                new TooMuch(
                    entry.tenant() + ":" + entry.name(), Limit.BLOB_BYTES, entry.size(), most));
  }
}

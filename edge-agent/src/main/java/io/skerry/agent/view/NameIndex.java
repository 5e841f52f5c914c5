package io.skerry.agent.view;

import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds an entry by its full name without allocating: a hash table with open addressing, of which
/// a successor with other content at the same names is a copy of one array. Immutable.
final class NameIndex {

  private static final int MIN_SLOTS = 2;

  private final @Nullable Slot[] slots;

  /// The answer is made once, so that a read hands out an existing object.
  private record Slot(String name, Optional<ConfigEntry> answer) {}

  private NameIndex(@Nullable Slot[] slots) {
    this.slots = slots;
  }

  static NameIndex of(Collection<ConfigEntry> entries) {
    int size = Math.max(MIN_SLOTS, Integer.highestOneBit(entries.size() * 2) * 2);
    NameIndex index = new NameIndex(new @Nullable Slot[size]);
    entries.forEach(index::place);
    return index;
  }

  /// The same with other content.
  ///
  /// @param changed at names that this index has
  NameIndex with(Collection<ConfigEntry> changed) {
    NameIndex next = new NameIndex(slots.clone());
    changed.forEach(next::place);
    return next;
  }

  Optional<ConfigEntry> find(String name) {
    Slot slot = slots[placeOf(name)];
    return slot == null ? Optional.empty() : slot.answer;
  }

  private void place(ConfigEntry entry) {
    String name = entry.address().name();
    slots[placeOf(name)] = new Slot(name, Optional.of(entry));
  }

  /// Where a name is, or would be.
  private int placeOf(String name) {
    int hash = name.hashCode();
    int at = (hash ^ (hash >>> 16)) & (slots.length - 1);
    for (Slot slot = slots[at]; slot != null && !slot.name.equals(name); slot = slots[at]) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }
}

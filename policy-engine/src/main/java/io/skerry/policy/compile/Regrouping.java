package io.skerry.policy.compile;

import io.skerry.policy.compile.Content.Address;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Finds the nodes that run the same after a change, so that each distinct snapshot is built once.
///
/// Every node starts at the branch of its old snapshot. Each entry that changes on a node moves it
/// to a child branch; nodes with the same old snapshot and the same changes end at the same branch.
/// Lives for one update, on one thread.
final class Regrouping {

  private final List<Branch> bySlot = new ArrayList<>();
  private final Map<CompiledSnapshot, Branch> roots = new HashMap<>();

  /// Neighbours mostly change alike.
  private Change last = new Change(Optional.empty(), Optional.empty());

  /// Puts the node at the next slot at its old snapshot.
  void add(CompiledSnapshot old) {
    bySlot.add(roots.computeIfAbsent(old, Root::new));
  }

  /// Records that an entry of a node changed.
  void change(int slot, Optional<Content> before, Optional<Content> after) {
    if (!last.isOf(before, after)) {
      last = new Change(before, after);
    }
    bySlot.set(slot, bySlot.get(slot).next(last));
  }

  /// What the node at a slot runs after all recorded changes.
  CompiledSnapshot result(int slot) {
    return bySlot.get(slot).result();
  }

  /// Whether any change was recorded for a slot.
  boolean isChanged(int slot) {
    return bySlot.get(slot) instanceof Leaf;
  }

  private record Change(Optional<Content> before, Optional<Content> after) {
    boolean isOf(Optional<Content> one, Optional<Content> other) {
      return before.equals(one) && after.equals(other);
    }

    void applyTo(SortedMap<Address, Content> contents) {
      before.ifPresent(content -> contents.remove(content.address()));
      after.ifPresent(content -> contents.put(content.address(), content));
    }
  }

  private abstract static sealed class Branch permits Root, Leaf {
    private final Map<Change, Branch> children = new HashMap<>();

    final Branch next(Change change) {
      return children.computeIfAbsent(change, it -> new Leaf(this, it));
    }

    abstract CompiledSnapshot result();

    abstract SortedMap<Address, Content> contents();
  }

  private static final class Root extends Branch {
    private final CompiledSnapshot old;

    private Root(CompiledSnapshot old) {
      this.old = old;
    }

    @Override
    CompiledSnapshot result() {
      return old;
    }

    @Override
    SortedMap<Address, Content> contents() {
      SortedMap<Address, Content> contents = new TreeMap<>();
      old.contents().forEach(content -> contents.put(content.address(), content));
      return contents;
    }
  }

  private static final class Leaf extends Branch {
    private final Branch parent;
    private final Change change;
    private Optional<CompiledSnapshot> result = Optional.empty();

    private Leaf(Branch parent, Change change) {
      this.parent = parent;
      this.change = change;
    }

    @Override
    CompiledSnapshot result() {
      if (result.isEmpty()) {
        result = Optional.of(CompiledSnapshot.of(contents().values()));
      }
      return result.get();
    }

    @Override
    SortedMap<Address, Content> contents() {
      List<Change> changes = new ArrayList<>();
      Branch branch = this;
      while (branch instanceof Leaf leaf) {
        changes.add(leaf.change);
        branch = leaf.parent;
      }
      SortedMap<Address, Content> contents = branch.contents();
      changes.reversed().forEach(it -> it.applyTo(contents));
      return contents;
    }
  }
}

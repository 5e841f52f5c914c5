package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A transaction: requirements that must all hold, then writes that all happen at one revision.
///
/// @param requirements checked before anything is written
/// @param writes at most one per key
public record Txn(List<Requirement> requirements, List<Write> writes) {

  /// etcd's default limit on the requirements, and on the writes, of one transaction.
  public static final int MAX_OPERATIONS = 128;

  /// Copies the lists.
  public Txn {
    requirements = List.copyOf(requirements);
    writes = List.copyOf(writes);
  }

  /// Something that must be true of a key.
  public sealed interface Requirement {

    /// The key it is about.
    Key<?> key();

    /// The key does not exist.
    record Absent(Key<?> key) implements Requirement {}

    /// The key was last written at exactly this revision.
    record Unchanged(Key<?> key, Revision modified) implements Requirement {}

    /// The writer still holds the leadership that it won when `key` was created at this revision.
    record Fence(Key<?> key, Revision created) implements Requirement {}
  }

  /// One change.
  public sealed interface Write {

    /// The key it changes.
    Key<?> key();

    /// Writes bytes, bound to a lease if one is given.
    record Put(Key<?> key, Bytes bytes, Optional<StateStore.Lease> lease) implements Write {}

    /// Removes the key; without effect when it does not exist.
    record Delete(Key<?> key) implements Write {}
  }

  /// Starts a transaction.
  public static Builder builder() {
    return new Builder();
  }

  /// Collects requirements and writes. Not safe for use by several threads.
  public static final class Builder {

    private final List<Requirement> requirements = new ArrayList<>();
    private final List<Write> writes = new ArrayList<>();

    private Builder() {}

    /// Requires that the key does not exist.
    public Builder requireAbsent(Key<?> key) {
      requirements.add(new Requirement.Absent(key));
      return this;
    }

    /// Requires that the key was last written at `modified`.
    public Builder requireUnchanged(Key<?> key, Revision modified) {
      requirements.add(new Requirement.Unchanged(key, modified));
      return this;
    }

    /// Adds a requirement made elsewhere.
    public Builder require(Requirement requirement) {
      requirements.add(requirement);
      return this;
    }

    /// Writes a value.
    public <T> Builder put(Key<T> key, T value) {
      writes.add(new Write.Put(key, key.codec().encode(value), Optional.empty()));
      return this;
    }

    /// Writes bytes that the key's codec would have written.
    public Builder putEncoded(Key<?> key, Bytes bytes) {
      writes.add(new Write.Put(key, bytes, Optional.empty()));
      return this;
    }

    /// Writes a value that disappears with the lease.
    public <T> Builder putLeased(Key<T> key, T value, StateStore.Lease lease) {
      writes.add(new Write.Put(key, key.codec().encode(value), Optional.of(lease)));
      return this;
    }

    /// Removes a key.
    public Builder delete(Key<?> key) {
      writes.add(new Write.Delete(key));
      return this;
    }

    /// The transaction.
    public Txn build() {
      return new Txn(requirements, writes);
    }
  }
}

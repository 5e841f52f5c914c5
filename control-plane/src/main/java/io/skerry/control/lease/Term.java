package io.skerry.control.lease;

import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Txn;

/// One time in office. Terms are ordered: a later leader has a greater one.
///
/// @param number the revision that created the leader's key
public record Term(Revision number) {

  /// Holds only as long as this term lasts. Every write of a leader carries it.
  public Txn.Requirement.Fence fence(Keys keys) {
    return new Txn.Requirement.Fence(keys.leader(), number);
  }

  @Override
  public String toString() {
    return number.toString();
  }
}

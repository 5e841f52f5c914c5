package io.skerry.control.fleet;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// Refs that this process wrote and that its own watch has not brought back yet. Reading a ref
/// costs a leader more than writing it, and one edit brings back a ref for every node.
///
/// A ref is recognised by its bytes alone, so that a stored value is never taken for anything but
/// what it says. Holds at most one ref for each node. Safe for use by any number of threads.
public final class WrittenRefs {

  private final Map<ResourceName, Written> waiting = new ConcurrentHashMap<>();

  private record Written(Bytes bytes, Ref ref) {}

  /// To be called before the write, whose event may overtake its answer.
  ///
  /// @param bytes what is stored
  public void expect(Ref ref, Bytes bytes) {
    waiting.put(ref.node(), new Written(bytes, ref));
  }

  /// The ref that these bytes at a node's key are the stored form of, if this process wrote it last
  /// and it was not recognised before.
  Optional<Ref> recognise(ResourceName node, Bytes bytes) {
    Written expected = waiting.get(node);
    if (expected == null || !expected.bytes().equals(bytes)) {
      return Optional.empty();
    }
    waiting.remove(node, expected);
    return Optional.of(expected.ref());
  }
}

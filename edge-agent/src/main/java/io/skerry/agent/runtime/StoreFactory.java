package io.skerry.agent.runtime;

import io.skerry.schema.store.StateStore;
import java.util.List;

/// Opens the store that a node reads. The agent closes what it gets.
public interface StoreFactory {

  /// @param endpoints from the node's identity
  StateStore open(List<String> endpoints);
}

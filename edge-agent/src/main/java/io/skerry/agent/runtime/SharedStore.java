package io.skerry.agent.runtime;

import io.skerry.schema.store.ForwardingStore;
import io.skerry.schema.store.StateStore;

/// A store that several agents use and none of them closes.
final class SharedStore extends ForwardingStore {

  private final StateStore store;

  /// @param store closed by whoever opened it
  SharedStore(StateStore store) {
    this.store = store;
  }

  @Override
  protected StateStore delegate() {
    return store;
  }

  /// Does nothing: the streams of an agent are closed by its own watch, and the connection is
  /// somebody else's.
  @Override
  public void close() {}
}

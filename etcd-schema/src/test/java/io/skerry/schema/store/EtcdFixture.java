package io.skerry.schema.store;

import io.skerry.schema.runtime.Live;

/// A real etcd.
final class EtcdFixture implements StoreFixture {

  private final EtcdProcess etcd = EtcdProcess.start();
  private final StateStore store = Live.connect(etcd.config());

  @Override
  public StateStore store() {
    return store;
  }

  @Override
  public StateStore closable() {
    return Live.connect(etcd.config());
  }

  @Override
  public void compact() {
    etcd.compact();
  }

  @Override
  public void letTimePass() {
    // Real time passes by itself.
  }

  @Override
  public void close() {
    store.close();
    etcd.close();
  }
}

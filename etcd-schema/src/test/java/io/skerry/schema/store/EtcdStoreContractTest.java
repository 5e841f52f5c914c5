package io.skerry.schema.store;

import io.skerry.schema.runtime.Live;
import org.junit.jupiter.api.AfterAll;

/// A real etcd keeps the contract.
class EtcdStoreContractTest extends StateStoreContract {

  private static final EtcdProcess ETCD = EtcdProcess.start();
  private static final StateStore STORE = Live.connect(ETCD.config());

  @AfterAll
  static void stop() {
    STORE.close();
    ETCD.close();
  }

  @Override
  protected StateStore store() {
    return STORE;
  }

  @Override
  protected StateStore closable() {
    return Live.connect(ETCD.config());
  }

  @Override
  protected void compact() {
    ETCD.compact();
  }

  @Override
  protected void letTimePass() {
    // Real time passes by itself.
  }
}

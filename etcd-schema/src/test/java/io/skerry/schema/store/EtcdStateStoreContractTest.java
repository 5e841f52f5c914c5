package io.skerry.schema.store;

import org.junit.jupiter.api.AfterAll;

/// A real etcd keeps the contract.
class EtcdStateStoreContractTest extends StateStoreContract {

  private static final StoreFixture FIXTURE = new EtcdFixture();

  @AfterAll
  static void stop() {
    FIXTURE.close();
  }

  @Override
  StoreFixture fixture() {
    return FIXTURE;
  }
}

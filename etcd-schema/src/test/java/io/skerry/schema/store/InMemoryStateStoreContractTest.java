package io.skerry.schema.store;

/// The twin keeps the contract.
class InMemoryStateStoreContractTest extends StateStoreContract {

  private final StoreFixture fixture = new MemoryFixture();

  @Override
  StoreFixture fixture() {
    return fixture;
  }
}

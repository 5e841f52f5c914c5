package io.skerry.schema.store;

/// The twin keeps the contract.
class InMemoryWatchStreamContractTest extends WatchStreamContract {

  private final StoreFixture fixture = new MemoryFixture();

  @Override
  StoreFixture fixture() {
    return fixture;
  }
}

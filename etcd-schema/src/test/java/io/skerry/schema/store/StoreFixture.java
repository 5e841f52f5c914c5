package io.skerry.schema.store;

/// A store that a contract is checked on.
interface StoreFixture extends AutoCloseable {

  /// The store.
  StateStore store();

  /// The store, or a further connection to it, for the test that closes it.
  StateStore closable();

  /// Forgets all history before the newest revision.
  void compact();

  /// Lets some time pass by which leases expire.
  void letTimePass();

  @Override
  void close();
}

package io.skerry.schema.store;

import io.skerry.schema.key.Key;
import java.util.HashSet;
import java.util.Set;

/// What every store demands of a transaction before it looks at it.
final class TxnLimits {

  /// etcd's default limit on the bytes of one request.
  static final int MAX_REQUEST_BYTES = 1_572_864;

  private TxnLimits() {}

  /// @throws StoreException with code `REFUSED` when the transaction breaks a limit
  static void check(Txn txn) {
    requireCount("requirements", txn.requirements().size());
    requireCount("writes", txn.writes().size());
    Set<Key<?>> written = new HashSet<>();
    for (Txn.Write write : txn.writes()) {
      if (!written.add(write.key())) {
        throw refused("writes %s more than once".formatted(write.key()));
      }
    }
    long bytes = txn.writes().stream().mapToLong(TxnLimits::size).sum();
    if (bytes > MAX_REQUEST_BYTES) {
      throw refused("writes %d bytes, the limit is %d".formatted(bytes, MAX_REQUEST_BYTES));
    }
  }

  private static long size(Txn.Write write) {
    return switch (write) {
      case Txn.Write.Put put -> put.key().path().length() + (long) put.bytes().size();
      case Txn.Write.Delete delete -> delete.key().path().length();
    };
  }

  private static void requireCount(String what, int count) {
    if (count > Txn.MAX_OPERATIONS) {
      throw refused(
          "has %d %s, the limit is %d: split it".formatted(count, what, Txn.MAX_OPERATIONS));
    }
  }

  private static StoreException refused(String why) {
    return new StoreException(StoreException.Code.REFUSED, "the transaction " + why);
  }
}

package io.skerry.control.fleet;

/// Makes identities for events.
@FunctionalInterface
public interface IdSource {

  /// A new ULID, greater than every one made before by this source. Safe for use by many threads.
  String nextUlid();
}

package io.skerry.control.api.write;

import io.skerry.schema.model.Revision;

/// What a caller demands of the current version before anything is written.
public sealed interface Precondition {

  /// Whatever is there.
  record None() implements Precondition {}

  /// Something is there (`If-Match: *`).
  record Present() implements Precondition {}

  /// Nothing is there (`If-None-Match: *`).
  record Absent() implements Precondition {}

  /// Exactly this version is there (`If-Match: "123"`, or a resourceVersion in the document).
  record Exactly(Revision version) implements Precondition {}

  /// No demand.
  static Precondition none() {
    return new None();
  }
}

package io.skerry.bench.soak;

/// One write of a client and what the client knows of it.
///
/// @param id unique; sent as the request's id, and as the marker in what is written
/// @param key the policy
/// @param verb what was asked
/// @param outcome what came of it
record Operation(String id, String key, Verb verb, Outcome outcome) {

  enum Verb {
    PUT,
    DELETE
  }

  sealed interface Outcome {

    /// It happened.
    ///
    /// @param revision at which
    /// @param generation of the policy after it
    record Acknowledged(long revision, long generation) implements Outcome {}

    /// It did not happen.
    ///
    /// @param why the status and code, or why it was never sent
    record Refused(String why) implements Outcome {}

    /// It may have happened, and reading back did not show it.
    ///
    /// @param why what came instead of an answer
    record Unknown(String why) implements Outcome {}
  }

  boolean isAcknowledged() {
    return outcome instanceof Outcome.Acknowledged;
  }

  boolean isUnknown() {
    return outcome instanceof Outcome.Unknown;
  }

  /// The revision of an acknowledged write; 0 for others.
  long revision() {
    return outcome instanceof Outcome.Acknowledged acknowledged ? acknowledged.revision() : 0;
  }
}

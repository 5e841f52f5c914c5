package io.skerry.agent.sync;

import io.skerry.agent.apply.Rejection;
import io.skerry.agent.view.ConfigView;

/// What became of a ref value.
public sealed interface Outcome {

  /// It asks for what the node runs, or for what it refused before.
  record Unchanged() implements Outcome {}

  /// The node runs it.
  record Activated(ConfigView.Version version) implements Outcome {}

  /// The node refused it and keeps what it had.
  record Refused(Rejection rejection) implements Outcome {}

  /// The store could not be asked for the content; nothing is wrong with the ref.
  record Postponed(String reason) implements Outcome {}
}

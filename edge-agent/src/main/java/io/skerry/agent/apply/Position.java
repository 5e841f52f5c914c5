package io.skerry.agent.apply;

import io.skerry.agent.trial.Quarantine;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import java.util.Optional;
import java.util.function.Function;

/// What a node has behind it when a ref arrives.
///
/// @param running the ref that it runs; empty while it serves nothing
/// @param abandoned the greatest generation that it gave up because the agent crashed; 0 for none
/// @param quarantine of a snapshot, if there is one
public record Position(
    Optional<Ref> running, long abandoned, Function<Digest, Optional<Quarantine>> quarantine) {

  /// A node that nothing ever happened to.
  public static final Position NOWHERE = new Position(Optional.empty(), 0, _ -> Optional.empty());

  /// The generation that a ref must exceed to be news: what a node gave up counts, so that nothing
  /// older is ever taken for newer.
  long generation() {
    return Math.max(abandoned, running.map(Ref::generation).orElse(0L));
  }
}

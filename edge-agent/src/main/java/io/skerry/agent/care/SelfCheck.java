package io.skerry.agent.care;

import java.util.Optional;

/// One thing that an agent tries of itself.
public interface SelfCheck {

  /// What does not work, in the same words as long as it is the same; empty when it works. Blocks
  /// for a few seconds at most.
  Optional<String> problem();
}

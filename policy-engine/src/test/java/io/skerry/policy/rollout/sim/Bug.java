package io.skerry.policy.rollout.sim;

/// Mistakes that can be planted into the simulated parts, to see that the invariants find them.
enum Bug {
  NONE("none"),
  SKIP_FSYNC("a node answers before its disk has the snapshot"),
  RESUME_FROM_HEADER("a watch resumes from the revision of the answer's header"),
  NO_FENCE("writes of a controller do not require its term"),
  GOOD_BEFORE_SOAK("a snapshot is last known good as soon as it is applied"),
  PAUSE_IGNORES_IN_FLIGHT("refs do not require their rollout to be unchanged"),
  COUNTERS_AS_TEXT("a node compares generations as text"),
  EQUAL_COUNTER_ACCEPTED("a node accepts another snapshot of the same generation"),
  ROLLBACK_KEEPS_COUNTER("a rollback does not count up"),
  BUDGET_PER_FLEET("the budget counts the whole fleet instead of each failure domain"),
  IGNORE_COMPACTION_GAP("a watch that was compacted away resumes without listing"),
  WALL_CLOCK_LEASE("a controller trusts its clock for its lease instead of the fence"),
  EVIDENCE_OF_FORMER_STEP("requests of a former step count as evidence for the next"),
  RETRY_WITHOUT_JITTER("every node that was cut off comes back after the same time"),
  WINDOWS_IGNORED("nodes are moved outside their maintenance windows"),
  CELLS_AT_ONCE("what a strategy by cell has left is planned as one wave"),
  SHRINKS_UNASKED("an edit that takes much away is accepted without consent"),
  PART_FOR_THE_WHOLE("a controller that has just started compiles a part of what is declared"),
  RESTORE_UNNOTICED("a controller trusts a store that is older than what nodes run");

  private final String description;

  Bug(String description) {
    this.description = description;
  }

  String description() {
    return description;
  }
}

package io.skerry.cli.rollout;

/// What an operator can ask of a rollout.
public enum Verb {
  PAUSE("pause", "Move no further node until resumed."),
  RESUME("resume", "Go on, also after a hold; the wave's deadline begins anew."),
  PROMOTE("promote", "Take the wave as complete and baked; a red gate still stops it."),
  APPROVE("approve", "Let the next wave begin; by somebody other than the author."),
  ABORT("abort", "Stop for good and leave every node where it is."),
  ROLLBACK("rollback", "Stop for good and return every node to what it had before."),
  RETRY("retry", "Offer the change once more to nodes that refused it.");

  private final String wireName;
  private final String description;

  Verb(String wireName, String description) {
    this.wireName = wireName;
    this.description = description;
  }

  /// The command's name, and the last part of the path.
  public String wireName() {
    return wireName;
  }

  /// What it does.
  public String description() {
    return description;
  }
}

package io.skerry.policy.health;

/// What a health score is made of.
public enum Sign {
  /// What the node says of itself.
  SAID("said", true),
  /// What else the node says is wrong with it.
  CONDITIONS("conditions", true),
  /// What the declared probes came to.
  PROBES("probes", true),
  /// How many of the requests that it serves fail. What serves behind the node fails them as often
  /// as the node itself, so that this costs little.
  ERRORS("errors", true),
  /// Whether it took what it must run. The decider looks at that by itself; a placement that read
  /// it would move the node by what it reads.
  ACK("ack", false),
  /// Whether it is in touch with the store.
  LINK("link", false),
  /// How long ago it was last heard.
  HEARTBEAT("heartbeat", false);

  private final String wireName;
  private final boolean decisive;

  Sign(String wireName, boolean decisive) {
    this.wireName = wireName;
    this.decisive = decisive;
  }

  /// How documents name it.
  public String wireName() {
    return wireName;
  }

  /// Whether decisions go by it.
  public boolean isDecisive() {
    return decisive;
  }
}

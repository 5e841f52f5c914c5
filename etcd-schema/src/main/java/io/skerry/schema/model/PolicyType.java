package io.skerry.schema.model;

/// What a policy configures on a node. Unknown types are refused when a policy is declared.
public enum PolicyType {
  CONFIG("config"),
  RATE_LIMIT("rateLimit"),
  HEADERS("headers"),
  ACCESS("access"),
  CACHE("cache"),
  REDIRECT("redirect"),
  FAULT("fault");

  private final String wireName;

  PolicyType(String wireName) {
    this.wireName = wireName;
  }

  /// The value of the `type` field.
  public String wireName() {
    return wireName;
  }
}

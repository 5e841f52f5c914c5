package io.skerry.agent.traffic;

/// How a request ended, as far as gates care.
public enum Outcome {
  /// Answered with a status below 400.
  SERVED,
  /// Answered with 4xx: the client's doing, or a policy's.
  REFUSED,
  /// Answered with 5xx, cut off or timed out.
  FAILED;

  /// The outcome of a request that was answered with an HTTP status.
  public static Outcome of(int status) {
    if (status >= 500) {
      return FAILED;
    }
    return status >= 400 ? REFUSED : SERVED;
  }
}

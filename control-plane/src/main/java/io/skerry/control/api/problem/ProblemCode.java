package io.skerry.control.api.problem;

import java.util.Locale;

/// Every way in which a request can fail. The lower-case name with dashes is the wire code.
public enum ProblemCode {
  MALFORMED(400, "The request cannot be read"),
  UNAUTHENTICATED(401, "Not authenticated"),
  NOT_FOUND(404, "Not found"),
  METHOD_NOT_ALLOWED(405, "Method not allowed"),
  NOT_ACCEPTABLE(406, "Not acceptable"),
  REQUEST_TIMEOUT(408, "The request took too long to arrive"),
  CONFLICT(409, "Conflicts with what is there"),
  IN_USE(409, "Still in use"),
  GONE(410, "No longer kept"),
  STALE_VERSION(412, "Changed in the meantime"),
  TOO_LARGE(413, "Too large"),
  UNSUPPORTED_MEDIA_TYPE(415, "Unsupported media type"),
  INVALID(422, "Invalid"),
  TOO_MANY_REQUESTS(429, "Too many requests"),
  INTERNAL(500, "Internal error"),
  STORE_UNAVAILABLE(503, "The store cannot be reached"),
  NODE_AWAY(503, "The node cannot be asked"),
  OUTCOME_UNKNOWN(503, "The outcome is unknown"),
  HISTORY_UNAVAILABLE(503, "The history cannot be reached");

  private final int status;
  private final String title;

  ProblemCode(int status, String title) {
    this.status = status;
    this.title = title;
  }

  /// The HTTP status.
  public int status() {
    return status;
  }

  /// The same for every occurrence.
  public String title() {
    return title;
  }

  /// The value of the `code` field, such as `stale-version`.
  public String wireName() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}

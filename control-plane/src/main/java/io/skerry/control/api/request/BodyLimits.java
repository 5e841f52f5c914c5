package io.skerry.control.api.request;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;

/// How large a body may be, by the path that it is sent to.
public final class BodyLimits {

  /// One document.
  public static final int DOCUMENT = 1024 * 1024;

  /// A bundle of documents.
  public static final int BUNDLE = 8 * 1024 * 1024;

  /// What a node says about itself.
  public static final int NODE_CALL = 4 * 1024;

  /// What a node measured.
  public static final int TELEMETRY = 64 * 1024;

  /// What a node sends of its request log.
  public static final int LOG_LINES = 512 * 1024;

  private static final String LOG_LINES_PATH = "/edge/v1/logs";
  private static final String TELEMETRY_PATH = "/edge/v1/telemetry";

  private BodyLimits() {}

  /// Whether the body of a call to a path may be packed.
  static boolean mayBePacked(String path) {
    return path.endsWith(TELEMETRY_PATH);
  }

  /// The limit in bytes.
  static int of(String path) {
    if (path.endsWith("/api/v1/apply") || path.endsWith("/api/v1/plan")) {
      return BUNDLE;
    }
    if (path.endsWith(TELEMETRY_PATH)) {
      return TELEMETRY;
    }
    if (path.endsWith(LOG_LINES_PATH)) {
      return LOG_LINES;
    }
    return path.contains("/edge/v1/") ? NODE_CALL : DOCUMENT;
  }

  /// The refusal of a body over `limit` bytes.
  static Problem tooLarge(int limit) {
    return Problem.of(ProblemCode.TOO_LARGE, "the body is over the limit of " + limit + " bytes");
  }
}

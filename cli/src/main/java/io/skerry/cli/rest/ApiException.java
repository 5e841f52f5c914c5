package io.skerry.cli.rest;

import java.net.URI;

/// A call that did not bring what was asked for.
public abstract sealed class ApiException extends RuntimeException {
  private static final long serialVersionUID = 1;

  private ApiException(String message, Throwable cause) {
    super(message, cause);
  }

  private ApiException(String message) {
    super(message);
  }

  /// The control plane answered, and refused.
  public static final class Refused extends ApiException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    /// Refused for the reasons of the problem document.
    public Refused(Problem problem) {
      super(problem.title() + ": " + problem.detail());
      this.problem = problem;
    }

    /// What the server objects to.
    public Problem problem() {
      return problem;
    }
  }

  /// Nobody answered, or not in time.
  public static final class Unreachable extends ApiException {
    private static final long serialVersionUID = 1;

    /// No answer from this server.
    public Unreachable(URI server, String why, Throwable cause) {
      super("no answer from " + server + " (" + why + ")", cause);
    }
  }

  /// Something answered that is not a control plane, or not of this version.
  public static final class Garbled extends ApiException {
    private static final long serialVersionUID = 1;

    /// An answer that makes no sense.
    public Garbled(URI server, String why) {
      super(server + " did not answer like a Skerry control plane: " + why);
    }
  }
}

package io.skerry.cli.shell;

import io.skerry.cli.rest.Problem;

/// How a command ends, as scripts see it. The numbers are part of the outside contract.
public enum ExitCode {
  DONE(0),
  FAILED(1),
  USAGE(2),
  REFUSED(3),
  CONFLICT(4),
  UNREACHABLE(5);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// The process's exit status.
  public int number() {
    return number;
  }

  /// How a command ends that the server refused.
  public static ExitCode of(Problem problem) {
    return switch (problem.status()) {
      case 400, 413, 415, 422 -> REFUSED;
      case 409, 412, 428 -> CONFLICT;
      // The write may have happened: trying again blindly is wrong, so it is not "unreachable".
      case 503 -> problem.code().equals("outcome-unknown") ? FAILED : UNREACHABLE;
      case 502, 504 -> UNREACHABLE;
      default -> FAILED;
    };
  }
}

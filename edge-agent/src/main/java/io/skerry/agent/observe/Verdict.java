package io.skerry.agent.observe;

import io.skerry.agent.observe.ControlPlane.Reply;
import java.time.Duration;

/// What a reply to a report means. Pure.
sealed interface Verdict {

  /// A pause that an answer asks for is honoured up to this.
  Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// A spread that an answer asks for is honoured up to this.
  Duration LONGEST_SPREAD = Duration.ofSeconds(5);

  /// The report was taken, or no repetition could change the answer.
  ///
  /// @param complaint why it was not taken; blank when it was
  /// @param spread over which reports of later changes are to be spread
  record Done(String complaint, Duration spread) implements Verdict {}

  /// The credential is not accepted.
  record Unauthorised() implements Verdict {}

  /// The control plane asks to be left alone for a while.
  record Busy(Duration pause) implements Verdict {}

  /// Another control plane may do better.
  record TryAnother(String reason) implements Verdict {}

  static Verdict of(Reply reply) {
    return switch (reply) {
      case Reply.Silence(String reason) -> new TryAnother(reason);
      case Reply.Answer answer -> ofAnswer(answer);
    };
  }

  private static Verdict ofAnswer(Reply.Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Done("", atMost(answer.spread().orElse(Duration.ZERO), LONGEST_SPREAD));
    }
    if (status == 401 || status == 403) {
      return new Unauthorised();
    }
    if (status == 429) {
      Duration asked = answer.retryAfter().orElse(Duration.ofSeconds(1));
      return new Busy(atMost(asked, LONGEST_PAUSE));
    }
    return status >= 500
        ? new TryAnother("it answered " + status)
        : new Done("it refused the report with " + status, Duration.ZERO);
  }

  private static Duration atMost(Duration asked, Duration longest) {
    return asked.compareTo(longest) > 0 ? longest : asked;
  }
}

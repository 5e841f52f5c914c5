package io.skerry.agent.traffic;

import io.skerry.agent.observe.ControlPlane.Reply;
import java.time.Duration;

/// What a reply to a telemetry report means. Pure.
sealed interface Delivery {

  /// A pause that an answer asks for is honoured up to this.
  Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  /// The report was taken.
  record Taken() implements Delivery {}

  /// No repetition could change the answer.
  record Refused(int status) implements Delivery {}

  /// The same report may be taken later.
  ///
  /// @param reason for the log
  /// @param atLeast how long to wait; zero to choose
  record Later(String reason, Duration atLeast) implements Delivery {}

  static Delivery of(Reply reply) {
    return switch (reply) {
      case Reply.Silence(String reason) -> new Later(reason, Duration.ZERO);
      case Reply.Answer answer -> ofAnswer(answer);
    };
  }

  private static Delivery ofAnswer(Reply.Answer answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return new Taken();
    }
    boolean temporary = status == 401 || status == 403 || status == 429 || status >= 500;
    return temporary ? new Later("it answered " + status, pause(answer)) : new Refused(status);
  }

  private static Duration pause(Reply.Answer answer) {
    Duration asked = answer.retryAfter().orElse(Duration.ZERO);
    return asked.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : asked;
  }
}

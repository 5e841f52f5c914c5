package io.skerry.control.api.topology;

import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.problem.ProblemJson;
import io.smallrye.mutiny.Uni;
import jakarta.ws.rs.core.Response;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What an endpoint answers when the history does not.
final class HistoryAnswers {

  private static final Logger LOG = LoggerFactory.getLogger(HistoryAnswers.class);

  private HistoryAnswers() {}

  /// The answer, or 503 when the database failed. Configuration works without it.
  static Uni<Response> guarded(Uni<Response> answer) {
    return answer.onFailure().recoverWithItem(HistoryAnswers::unavailable);
  }

  private static Response unavailable(Throwable failure) {
    LOG.warn("The history did not answer: {}", failure.toString());
    return ProblemJson.response(
        Problem.of(
                ProblemCode.HISTORY_UNAVAILABLE,
                "the history database did not answer; nothing is lost, ask again later")
            .retryAfter(5));
  }
}

package io.skerry.agent.gateway;

import io.netty.handler.codec.TooLongFrameException;
import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.gateway.plane.RequestSample;
import io.skerry.agent.gateway.plane.ServicePlane;
import io.skerry.agent.gateway.route.RouteTable;
import io.skerry.agent.traffic.Event;
import io.skerry.agent.view.Prepared;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.FieldError;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes every request: pins the active data plane to it, checks it, finds its service. Runs on one
/// event loop.
final class Front {

  private static final Logger LOG = LoggerFactory.getLogger(Front.class);
  private static final int TRIES_TO_ENTER = 100;

  private final Loop loop;
  private final Supplier<Prepared> active;
  private final RequestSample sample;

  Front(Loop loop, Supplier<Prepared> active, RequestSample sample) {
    this.sample = sample;
    this.loop = loop;
    this.active = active;
  }

  void handle(HttpServerRequest request) {
    long began = loop.now();
    loop.connections().heard(request.connection());
    switch (RequestCheck.check(request)) {
      case Decoded.Ok<HttpFacts>(HttpFacts facts) -> route(request, facts, began);
      case Decoded.Malformed<HttpFacts>(List<FieldError> errors) ->
          refuse(request, Problem.malformed(describe(errors.getFirst())));
    }
  }

  /// What could not even be read as a request.
  void refuseUnreadable(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    boolean tooLong = cause instanceof TooLongFrameException;
    int status = !tooLong ? 400 : request.uri().startsWith("/bad-request") ? 414 : 431;
    refuse(
        request,
        new Problem(
            status,
            tooLong ? "too-large" : "malformed",
            tooLong ? "the head of the request is too large" : "this is not an HTTP request"));
  }

  private void route(HttpServerRequest request, HttpFacts facts, long began) {
    if (loop.connections().isFull()) {
      loop.traffic().count(Event.OVERLOADED);
      request.response().putHeader(HttpHeaders.RETRY_AFTER, "1");
      answer(request, Problem.OVERLOADED);
      return;
    }
    Optional<DataPlane> entered = enter();
    if (entered.isEmpty()) {
      answer(request, Problem.NO_SNAPSHOT);
      return;
    }
    DataPlane plane = entered.get();
    loop.connections().began(request.connection());
    try {
      Optional<RouteTable.Match<ServicePlane>> match = plane.route(facts);
      if (match.isPresent()) {
        sample.offer(began, facts::recorded);
        new Exchange(loop, request, facts, plane, match.get(), began).run();
        return;
      }
      loop.traffic().count(Event.UNROUTED);
      answer(request, Problem.NO_ROUTE);
    } catch (RuntimeException e) {
      LOG.error("a request met a fault of this program", e);
      if (!request.response().headWritten()) {
        Answers.problem(
            request.response(), new Problem(500, "fault", "the gateway could not handle this"));
      }
    }
    plane.leave();
    loop.connections().ended(request.connection());
  }

  /// The active plane, entered. A plane that was just released has a successor, so a second look
  /// finds one; the bound only guards against a fault.
  private Optional<DataPlane> enter() {
    for (int i = 0; i < TRIES_TO_ENTER; i++) {
      if (!(active.get() instanceof DataPlane plane)) {
        return Optional.empty();
      }
      if (plane.tryEnter()) {
        return Optional.of(plane);
      }
    }
    return Optional.empty();
  }

  private void answer(HttpServerRequest request, Problem problem) {
    if (loop.connections().isEnding()) {
      refuse(request, problem);
    } else {
      Answers.problem(request.response(), problem);
    }
  }

  /// Answers and closes: nobody knows where the next request of such a client would begin.
  private static void refuse(HttpServerRequest request, Problem problem) {
    HttpServerResponse response = request.response();
    if (request.version() != HttpVersion.HTTP_2) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      HttpConnection connection = request.connection();
      Answers.problem(response, problem).onComplete(_ -> connection.close());
    } else {
      Answers.problem(response, problem);
    }
  }

  private static String describe(FieldError error) {
    StringBuilder plain = new StringBuilder();
    (error.field() + " " + error.message())
        .chars()
        .filter(c -> c >= ' ' && c < 0x7f && c != '"' && c != '\\')
        .limit(200)
        .forEach(c -> plain.append((char) c));
    return plain.toString();
  }
}

package io.skerry.agent.gateway;

import io.skerry.agent.gateway.filter.AnswerCache;
import io.skerry.agent.gateway.filter.FaultPlan.Trouble;
import io.skerry.agent.gateway.plane.DataPlane;
import io.skerry.agent.gateway.plane.Policies;
import io.skerry.agent.gateway.plane.RequestVariables;
import io.skerry.agent.gateway.plane.ServicePlane;
import io.skerry.agent.gateway.plane.Upstreams;
import io.skerry.agent.gateway.route.RouteTable;
import io.skerry.agent.logs.RequestLine;
import io.skerry.agent.traffic.Event;
import io.skerry.agent.traffic.Marker;
import io.skerry.agent.traffic.Outcome;
import io.skerry.agent.traffic.ServedVersion;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One request from its head to the end of its answer, under one data plane. Policies first:
/// access, rate limit, redirect, fault; then the version is chosen; then a kept answer or the
/// upstream. Runs on one event loop.
final class Exchange {

  /// Tells canary traffic from the rest; passed on from service to service.
  static final String MARKER = "x-skerry-canary";

  static final String VERSION = "x-skerry-version";
  static final String SNAPSHOT = "x-skerry-snapshot";
  static final String DEBUG = "x-skerry-debug";

  private static final int CLIENT_GONE = 499;

  private final Loop loop;
  private final HttpServerRequest request;
  private final HttpFacts facts;
  private final DataPlane plane;
  private final RouteTable.Match<ServicePlane> match;
  private final long began;
  private final boolean marked;
  private boolean markedOn;
  private @Nullable Upstreams version;
  private boolean ended;
  private boolean passesBodyOn;
  private boolean last;

  Exchange(
      Loop loop,
      HttpServerRequest request,
      HttpFacts facts,
      DataPlane plane,
      RouteTable.Match<ServicePlane> match,
      long began) {
    this.loop = loop;
    this.request = request;
    this.facts = facts;
    this.plane = plane;
    this.match = match;
    this.began = began;
    this.marked = request.headers().contains(MARKER);
  }

  void run() {
    // A client that goes away shows as a closed response.
    request.exceptionHandler(_ -> {});
    response().exceptionHandler(_ -> {});
    Policies policies = service().policies();
    if (policies.access().isPresent() && !policies.access().get().admits(variables())) {
      count(Event.DENIED);
      answer(Problem.denied(policies.access().get().status()));
      return;
    }
    long wait = service().shared().limiter().map(it -> it.waitNanos(facts, loop.now())).orElse(0L);
    if (wait > 0) {
      count(Event.LIMITED);
      long seconds = TimeUnit.NANOSECONDS.toSeconds(wait) + 1;
      response().putHeader("retry-after", String.valueOf(seconds));
      answer(Problem.RATE_LIMITED);
      return;
    }
    Optional<String> elsewhere = policies.redirection().flatMap(it -> it.location(facts));
    if (elsewhere.isPresent()) {
      redirect(policies.redirection().get().status(), elsewhere.get());
      return;
    }
    if (policies.fault().isPresent()) {
      trouble(policies.fault().get().decide(facts, loop.random()::nextDouble));
    } else {
      proceed();
    }
  }

  Loop loop() {
    return loop;
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  HttpFacts facts() {
    return facts;
  }

  ServicePlane service() {
    return match.target();
  }

  /// The version that was chosen; asked after that only.
  Upstreams version() {
    return Objects.requireNonNull(version);
  }

  void count(Event event) {
    loop.traffic().count(event);
  }

  long began() {
    return began;
  }

  /// The request goes to an upstream with or without a marker.
  void markedOn(boolean carried) {
    markedOn = carried;
  }

  /// From now on the body goes to an upstream, all of it.
  void bodyIsPassedOn() {
    passesBodyOn = true;
  }

  /// Path and query as the upstream is to see them.
  String target(String basePath) {
    String path = facts.path();
    String rest = match.cut() == 0 ? path : path.substring(match.cut());
    String full = basePath + (rest.isEmpty() ? "/" : rest);
    return facts.query().isEmpty() ? full : full + "?" + facts.query();
  }

  /// What every answer of a service says about where it comes from.
  void stamp() {
    Upstreams chosen = version;
    if (chosen != null) {
      response().headers().set(VERSION, chosen.served().version().value());
    }
    if (loop.options().snapshotHeader() == GatewayOptions.SnapshotHeader.ALWAYS
        || "1".equals(request.headers().get(DEBUG))) {
      response().headers().set(SNAPSHOT, plane.snapshot().hex());
    }
    if (loop.connections().isEnding() && request.version() != HttpVersion.HTTP_2) {
      last = true;
      response().headers().set(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    }
  }

  /// Answers without an upstream; the end of the exchange.
  void answer(Problem problem) {
    if (response().headWritten() || response().closed()) {
      end(CLIENT_GONE);
      return;
    }
    stamp();
    Answers.problem(response(), problem).onComplete(_ -> {});
    end(problem.status());
  }

  /// The client went away.
  void clientGone() {
    end(CLIENT_GONE);
  }

  /// The exchange is over. Only the first call counts.
  void end(int status) {
    if (!ended) {
      ended = true;
      Upstreams chosen = version;
      if (chosen != null) {
        tell(status, chosen.served(), loop.microsSince(began));
      }
      plane.leave();
      if (last) {
        closeWhenRead();
      }
      loop.connections().ended(request.connection());
    }
  }

  /// A connection that is closed with something unread is reset, and the client may lose the answer
  /// that is on its way.
  private void closeWhenRead() {
    if (request.isEnded()) {
      request.connection().close();
    } else if (passesBodyOn) {
      request.end().onComplete(_ -> request.connection().close());
    } else {
      request.handler(_ -> {});
      request.end().onComplete(_ -> request.connection().close());
      request.resume();
    }
  }

  private void tell(int status, ServedVersion served, long micros) {
    Marker marker = !marked ? Marker.NONE : markedOn ? Marker.PASSED_ON : Marker.LOST;
    loop.traffic().record(plane.snapshot(), served, Outcome.of(status), micros, marker);
    loop.requests()
        .ended(
            new RequestLine(
                facts.client(),
                facts.method(),
                facts.host(),
                facts.path(),
                status,
                response().bytesWritten(),
                micros,
                served,
                plane.snapshot()));
  }

  private void redirect(int status, String location) {
    count(Event.REDIRECTED);
    stamp();
    response()
        .setStatusCode(status)
        .putHeader(HttpHeaders.LOCATION, location)
        .end()
        .onComplete(_ -> {});
    end(status);
  }

  private void trouble(Trouble trouble) {
    if (!(trouble instanceof Trouble.None)) {
      count(Event.FAULT_INJECTED);
    }
    switch (trouble) {
      case Trouble.None _ -> proceed();
      case Trouble.Abort(int status) -> answer(Problem.FAULT.withStatus(status));
      case Trouble.Delay(var duration) -> {
        request.pause();
        response().closeHandler(_ -> clientGone());
        loop.vertx()
            .setTimer(
                Math.max(1, duration.toMillis()),
                _ -> {
                  if (!ended) {
                    request.resume();
                    proceed();
                  }
                });
      }
    }
  }

  private void proceed() {
    String name = service().split().choose(facts, loop.random()::nextDouble);
    Upstreams chosen = service().versions().get(name);
    if (chosen == null) {
      throw new IllegalStateException("a compiled split names versions that are there: " + name);
    }
    version = chosen;
    if (Tunnel.isWanted(request)) {
      new Tunnel(this).open();
      return;
    }
    Optional<AnswerCache.Key> key =
        service().shared().cache().flatMap(it -> it.keyOf(facts, name, target("")));
    Optional<AnswerCache.Kept> kept =
        key.flatMap(it -> service().shared().cache().flatMap(cache -> cache.find(it)));
    key.ifPresent(_ -> count(kept.isPresent() ? Event.CACHE_HIT : Event.CACHE_MISS));
    if (kept.isPresent()) {
      CachedAnswers.send(this, kept.get());
    } else {
      new Forwarding(this, key).start();
    }
  }

  private Map<String, Object> variables() {
    Map<String, String> headers = new HashMap<>();
    request
        .headers()
        .forEach(
            (name, value) ->
                headers.merge(name.toLowerCase(Locale.ROOT), value, (a, b) -> a + ", " + b));
    return RequestVariables.of(facts, headers);
  }
}

package io.skerry.agent.gateway;

/// An answer that the gateway itself gives, as problem+json (RFC 9457).
///
/// @param status of the answer
/// @param code for programs
/// @param detail for people; nothing of the request is repeated
record Problem(int status, String code, String detail) {

  static final Problem NO_SNAPSHOT =
      new Problem(503, "no-snapshot", "this node has no configuration yet");
  static final Problem OVERLOADED =
      new Problem(503, "overloaded", "this node answers as many requests as it can");
  static final Problem NO_ROUTE =
      new Problem(404, "no-route", "no service of this node takes this host and path");
  static final Problem NO_UPSTREAM =
      new Problem(503, "no-upstream", "no upstream of this version takes requests now");
  static final Problem UNREACHABLE =
      new Problem(502, "unreachable", "the upstream could not be reached");
  static final Problem BROKEN =
      new Problem(502, "broken-answer", "the upstream ended the connection before an answer");
  static final Problem TIMEOUT = new Problem(504, "timeout", "the upstream did not answer in time");
  static final Problem RATE_LIMITED =
      new Problem(429, "rate-limited", "too many requests; try again later");
  static final Problem FAULT = new Problem(503, "fault-injected", "a policy asked for this fault");
  static final Problem NO_WEBSOCKET =
      new Problem(501, "no-websocket", "WebSockets do not go to upstreams that speak HTTP/2");
  static final Problem LOOP = new Problem(508, "loop", "this node has seen the request before");

  static Problem denied(int status) {
    return new Problem(status, "denied", "a policy does not allow this request");
  }

  static Problem malformed(String detail) {
    return new Problem(400, "malformed", detail);
  }

  Problem withStatus(int other) {
    return new Problem(other, code, detail);
  }

  String json() {
    return "{\"status\":%d,\"code\":\"%s\",\"detail\":\"%s\"}".formatted(status, code, detail);
  }
}

package io.skerry.agent.logs;

/// Hears of every request that ended.
@FunctionalInterface
public interface Requests {

  /// Nobody listens.
  Requests UNHEARD = _ -> {};

  /// A request ended. Returns at once; any thread.
  void ended(RequestLine line);
}

package io.skerry.agent.serve;

/// Something that has figures for `/metrics`.
public interface NodeMetrics {

  /// Adds figures. Called on the thread of a request: it must not wait for anything.
  void write(MetricsText out);
}

package io.skerry.agent.traffic;

import java.net.URI;
import java.util.List;

/// Where telemetry goes.
///
/// @param urls of control planes, at least one, in order of preference
/// @param bearer what the node authenticates with
public record Destination(List<URI> urls, String bearer) {

  /// Copies the list.
  public Destination {
    urls = List.copyOf(urls);
  }

  /// Keeps the secret out of logs.
  @Override
  public String toString() {
    return "Destination" + urls;
  }
}

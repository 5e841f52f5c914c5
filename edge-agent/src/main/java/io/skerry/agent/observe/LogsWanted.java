package io.skerry.agent.observe;

import java.net.URI;

/// Hears that somebody wants lines of this node's request log.
public interface LogsWanted {

  /// For nodes that keep none.
  LogsWanted IGNORED = (_, _, _) -> {};

  /// Returns at once.
  ///
  /// @param controlPlane where to send them
  /// @param bearer what to authenticate with
  /// @param wish `ID FROM TO LIMIT`
  void wanted(URI controlPlane, String bearer, String wish);
}

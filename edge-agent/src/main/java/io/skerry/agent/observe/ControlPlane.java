package io.skerry.agent.observe;

import io.skerry.schema.model.Bytes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// The node's way to the control plane's REST calls. Blocks for a bounded time; safe for use by
/// many threads.
public interface ControlPlane extends AutoCloseable {

  /// Posts a JSON body.
  Reply post(Call call);

  /// Releases connections.
  @Override
  void close();

  /// One call.
  ///
  /// @param url the whole address
  /// @param bearer what to authenticate with; empty for none
  /// @param body as it goes over the wire
  /// @param encoding what must be undone to get JSON from the body
  record Call(URI url, Optional<String> bearer, Bytes body, Encoding encoding) {

    /// A call with a body that is plain JSON.
    public Call(URI url, Optional<String> bearer, Bytes body) {
      this(url, bearer, body, Encoding.PLAIN);
    }

    /// Keeps the secret out of logs.
    @Override
    public String toString() {
      return "Call[" + url + "]";
    }
  }

  /// How a body is packed.
  enum Encoding {
    PLAIN,
    GZIP
  }

  /// What became of a call.
  sealed interface Reply {

    /// The control plane answered.
    ///
    /// @param status the HTTP status
    /// @param body at most 64 KB
    /// @param retryAfter how long it asks to be left alone
    /// @param spread within how long of a change it wants to hear of it, given how many nodes there
    ///   are that may change at once
    /// @param date what time it is there
    /// @param logsWanted what somebody wants of the node's request log
    /// @param abilitiesWanted present when it wants to know what the node can run
    record Answer(
        int status,
        Bytes body,
        Optional<Duration> retryAfter,
        Optional<Duration> spread,
        Optional<Instant> date,
        Optional<String> logsWanted,
        Optional<String> abilitiesWanted)
        implements Reply {

      /// An answer that does not say what time it is.
      public Answer(
          int status, Bytes body, Optional<Duration> retryAfter, Optional<Duration> spread) {
        this(
            status, body, retryAfter, spread, Optional.empty(), Optional.empty(), Optional.empty());
      }

      /// An answer that asks for no spread.
      public Answer(int status, Bytes body, Optional<Duration> retryAfter) {
        this(status, body, retryAfter, Optional.empty());
      }
    }

    /// There was no answer in time. The call may have had its effect.
    record Silence(String reason) implements Reply {}
  }
}

package io.skerry.schema.store;

import io.etcd.jetcd.api.WatchGrpc;
import io.etcd.jetcd.api.WatchProgressRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.etcd.jetcd.api.WatchResponse;
import io.grpc.CallOptions;
import io.grpc.ClientCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One watch on a gRPC stream of its own: many watches on one stream overflow etcd's buffer for it.
/// Never resumes by itself. Callbacks run on the network's thread and only append to the queue.
final class EtcdWatchStream implements WatchStream {

  private static final WatchRequest PROGRESS =
      WatchRequest.newBuilder()
          .setProgressRequest(WatchProgressRequest.getDefaultInstance())
          .build();
  private static final Logger LOG = LoggerFactory.getLogger(EtcdWatchStream.class);
  private static final int OVERHEAD_BYTES = 64;

  private final EtcdLink link;
  private final ManagedChannel channel;
  private final SignalQueue queue;
  private final ClientCall<WatchRequest, WatchResponse> call;
  private boolean closed;

  private EtcdWatchStream(EtcdLink link, int queueBytes) {
    this.link = link;
    this.channel = link.channel();
    this.queue = new SignalQueue(queueBytes);
    this.call = channel.newCall(WatchGrpc.getWatchMethod(), CallOptions.DEFAULT);
  }

  /// Starts a watch; that it could not be started is the stream's end.
  static EtcdWatchStream open(EtcdLink link, int queueBytes, KeyRange range, Revision from) {
    EtcdWatchStream stream = new EtcdWatchStream(link, queueBytes);
    stream.start(EtcdMessages.watch(range, from));
    return stream;
  }

  @Override
  public Optional<Signal> poll(Duration timeout) throws InterruptedException {
    return queue.poll(timeout);
  }

  @Override
  public synchronized void requestProgress() {
    if (!closed) {
      call.sendMessage(PROGRESS);
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    queue.end("the stream was closed");
    call.cancel("the watch is no longer wanted", null);
  }

  private void start(WatchRequest create) {
    call.start(new Callbacks(), new Metadata());
    call.request(1);
    call.sendMessage(create);
  }

  private void receive(WatchResponse response) {
    long weight = response.getSerializedSize() + (long) OVERHEAD_BYTES * response.getEventsCount();
    if (response.getCanceled()) {
      queue.end(reason(response));
      call.cancel("etcd ended the watch", null);
    } else if (queue.offer(signal(response), weight)) {
      call.request(1);
    } else {
      call.cancel("the queue is full", null);
    }
  }

  private static Signal signal(WatchResponse response) {
    if (response.getCreated()) {
      return new Signal.Created();
    }
    if (response.getEventsCount() == 0) {
      return new Signal.Progress(new Revision(response.getHeader().getRevision()));
    }
    List<Change> changes = response.getEventsList().stream().map(EtcdMessages::change).toList();
    return new Signal.Changes(changes, changes.getLast().revision());
  }

  private static String reason(WatchResponse response) {
    return response.getCompactRevision() == 0
        ? "etcd cancelled the watch: " + response.getCancelReason()
        : "history before revision %d is compacted".formatted(response.getCompactRevision());
  }

  private final class Callbacks extends ClientCall.Listener<WatchResponse> {

    @Override
    public void onMessage(WatchResponse response) {
      receive(response);
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
      queue.end(EtcdErrors.message(status));
      if (EtcdErrors.isTransient(status) && link.leave(channel)) {
        LOG.debug("a lost watch moved the link on");
      }
    }
  }
}

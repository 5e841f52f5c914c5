package io.skerry.schema.store;

import com.google.protobuf.ByteString;
import io.etcd.jetcd.api.CompactionRequest;
import io.etcd.jetcd.api.KVGrpc;
import io.etcd.jetcd.api.MaintenanceGrpc;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.StatusRequest;
import io.etcd.jetcd.api.StatusResponse;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import java.util.concurrent.TimeUnit;

/// What tests do to an etcd member beside the store.
final class EtcdAdmin implements AutoCloseable {

  private static final int TIMEOUT_SECONDS = 10;

  private final ManagedChannel channel;

  EtcdAdmin(int port) {
    this.channel = NettyChannelBuilder.forAddress("127.0.0.1", port).usePlaintext().build();
  }

  /// Forgets all history before the newest revision.
  void compact() {
    long revision =
        kv().range(RangeRequest.newBuilder().setKey(ByteString.copyFromUtf8("/")).build())
            .getHeader()
            .getRevision();
    long answered =
        kv().compact(CompactionRequest.newBuilder().setRevision(revision).setPhysical(true).build())
            .getHeader()
            .getRevision();
    if (answered < revision) {
      throw new IllegalStateException("compaction went back: " + answered);
    }
  }

  /// Whether the member leads its cluster.
  boolean isLeader() {
    StatusResponse status =
        MaintenanceGrpc.newBlockingStub(channel)
            .withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS)
            .status(StatusRequest.getDefaultInstance());
    return status.getLeader() == status.getHeader().getMemberId();
  }

  @Override
  public void close() {
    channel.shutdownNow();
  }

  private KVGrpc.KVBlockingStub kv() {
    return KVGrpc.newBlockingStub(channel).withDeadlineAfter(TIMEOUT_SECONDS, TimeUnit.SECONDS);
  }
}

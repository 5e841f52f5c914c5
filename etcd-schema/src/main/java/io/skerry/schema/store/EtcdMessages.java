package io.skerry.schema.store;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnsafeByteOperations;
import io.etcd.jetcd.api.Compare;
import io.etcd.jetcd.api.DeleteRangeRequest;
import io.etcd.jetcd.api.Event;
import io.etcd.jetcd.api.KeyValue;
import io.etcd.jetcd.api.PutRequest;
import io.etcd.jetcd.api.RangeRequest;
import io.etcd.jetcd.api.RequestOp;
import io.etcd.jetcd.api.TxnRequest;
import io.etcd.jetcd.api.WatchCreateRequest;
import io.etcd.jetcd.api.WatchRequest;
import io.skerry.schema.key.Key;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;

/// Our words in etcd's, and back. Pure.
final class EtcdMessages {

  private EtcdMessages() {}

  static RangeRequest get(Key<?> key) {
    return RangeRequest.newBuilder().setKey(utf8(key.path())).build();
  }

  static RangeRequest list(KeyRange range, PageRequest page, int limit) {
    RangeRequest.Builder request =
        RangeRequest.newBuilder()
            .setKey(page.after().map(after -> utf8(after + "\0")).orElse(utf8(range.path())))
            .setLimit(limit)
            .setRevision(page.at().map(Revision::value).orElse(0L));
    if (range.isPrefix()) {
      request.setRangeEnd(endOf(range));
    }
    return request.build();
  }

  static TxnRequest txn(Txn txn) {
    TxnRequest.Builder request = TxnRequest.newBuilder();
    for (Txn.Requirement requirement : txn.requirements()) {
      request.addCompare(compare(requirement)).addFailure(presence(requirement.key()));
    }
    txn.writes().forEach(write -> request.addSuccess(operation(write)));
    return request.build();
  }

  static WatchRequest watch(KeyRange range, Revision from) {
    WatchCreateRequest.Builder create =
        WatchCreateRequest.newBuilder()
            .setKey(utf8(range.path()))
            .setStartRevision(Math.max(1, from.value()));
    if (range.isPrefix()) {
      create.setRangeEnd(endOf(range));
    }
    return WatchRequest.newBuilder().setCreateRequest(create).build();
  }

  static RawEntry entry(KeyValue kv) {
    return new RawEntry(
        kv.getKey().toStringUtf8(),
        bytes(kv),
        new Revision(kv.getCreateRevision()),
        new Revision(kv.getModRevision()));
  }

  static Bytes bytes(KeyValue kv) {
    return Bytes.copyOf(kv.getValue().asReadOnlyByteBuffer());
  }

  static Change change(Event event) {
    KeyValue kv = event.getKv();
    return event.getType() == Event.EventType.DELETE
        ? new Change.Deleted(kv.getKey().toStringUtf8(), new Revision(kv.getModRevision()))
        : new Change.Put(entry(kv));
  }

  private static Compare compare(Txn.Requirement requirement) {
    Compare.Builder compare =
        Compare.newBuilder()
            .setKey(utf8(requirement.key().path()))
            .setResult(Compare.CompareResult.EQUAL);
    return switch (requirement) {
      case Txn.Requirement.Absent absent -> created(compare, Revision.ZERO);
      case Txn.Requirement.Fence(Key<?> key, Revision created) -> created(compare, created);
      case Txn.Requirement.Unchanged(Key<?> key, Revision modified) ->
          compare.setTarget(Compare.CompareTarget.MOD).setModRevision(modified.value()).build();
    };
  }

  private static Compare created(Compare.Builder compare, Revision created) {
    return compare
        .setTarget(Compare.CompareTarget.CREATE)
        .setCreateRevision(created.value())
        .build();
  }

  private static RequestOp presence(Key<?> key) {
    return RequestOp.newBuilder()
        .setRequestRange(RangeRequest.newBuilder().setKey(utf8(key.path())).setKeysOnly(true))
        .build();
  }

  private static RequestOp operation(Txn.Write write) {
    return switch (write) {
      case Txn.Write.Put put -> RequestOp.newBuilder().setRequestPut(put(put)).build();
      case Txn.Write.Delete(Key<?> key) ->
          RequestOp.newBuilder()
              .setRequestDeleteRange(DeleteRangeRequest.newBuilder().setKey(utf8(key.path())))
              .build();
    };
  }

  private static PutRequest put(Txn.Write.Put put) {
    return PutRequest.newBuilder()
        .setKey(utf8(put.key().path()))
        .setValue(UnsafeByteOperations.unsafeWrap(put.bytes().toArray()))
        .setLease(put.lease().map(StateStore.Lease::id).orElse(0L))
        .build();
  }

  /// The first key behind a prefix: the slash is followed by '0' in ASCII.
  private static ByteString endOf(KeyRange range) {
    String path = range.path();
    return utf8(path.substring(0, path.length() - 1) + '0');
  }

  private static ByteString utf8(String text) {
    return ByteString.copyFromUtf8(text);
  }
}

package io.skerry.bench.storm;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.Client;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/// The cell's store, reached without the network that is cut.
final class Cell implements AutoCloseable {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final int SECONDS = 10;

  private final StateStore store;
  private final Client client;

  Cell(String endpoint) {
    this.store = new EtcdStore(EtcdConfig.of(List.of(endpoint)), InstantSource.system());
    this.client = Client.builder().endpoints(endpoint).build();
  }

  /// What every node shall run.
  Map<ResourceName, Digest> desired() {
    List<RawEntry> refs = new ArrayList<>();
    Page page = store.list(KEYS.refs(), PageRequest.first(PageRequest.MAX_LIMIT));
    refs.addAll(page.entries());
    while (page.next().isPresent()) {
      page = store.list(KEYS.refs(), page.next().get());
      refs.addAll(page.entries());
    }
    return refs.stream()
        .map(entry -> Codecs.REF.decode(entry.bytes()).orThrow().ref())
        .collect(Collectors.toMap(Ref::node, Ref::snapshot));
  }

  void put(ByteSequence key, ByteSequence value) throws Exception {
    client.getKVClient().put(key, value).get(SECONDS, TimeUnit.SECONDS);
  }

  /// Drops the whole history, as etcd's own compaction does with what is older than an hour.
  ///
  /// @return the revision below which nothing can be watched any more
  long compact() throws Exception {
    long now =
        client
            .getKVClient()
            .get(ByteSequence.from("/", StandardCharsets.US_ASCII))
            .get(SECONDS, TimeUnit.SECONDS)
            .getHeader()
            .getRevision();
    client.getKVClient().compact(now).get(SECONDS, TimeUnit.SECONDS);
    return now;
  }

  @Override
  public void close() {
    store.close();
    client.close();
  }
}

package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.KeyRange;
import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A sink that holds the content of a range as the batches tell it, and checks on the way that
/// batches come one at a time, in order, and never go back. Safe for use by many threads.
public class Mirror implements WatchSink {

  private final Map<String, String> content = new HashMap<>();
  private final List<List<Change>> batches = new ArrayList<>();
  private final List<LinkState> links = new ArrayList<>();
  private final List<String> faults = new ArrayList<>();
  private Revision revision = Revision.ZERO;

  @Override
  public synchronized void onBatch(List<Change> changes, Revision at) {
    check(at.compareTo(revision) >= 0, "went back from " + revision + " to " + at);
    Revision last = Revision.ZERO;
    for (Change change : changes) {
      check(change.revision().compareTo(last) >= 0, "unordered batch " + changes);
      check(change.revision().compareTo(at) <= 0, "change ahead of its batch " + changes);
      last = change.revision();
      apply(change);
    }
    batches.add(List.copyOf(changes));
    revision = at;
  }

  @Override
  public synchronized void onLink(LinkState state) {
    check(links.isEmpty() || links.getLast() != state, "repeated link " + state);
    links.add(state);
  }

  /// The text at a key of [Cell].
  public synchronized Optional<String> text(String name) {
    return Optional.ofNullable(content.get(Cell.key(name).path()));
  }

  /// All texts by path.
  public synchronized Map<String, String> content() {
    return Map.copyOf(content);
  }

  /// Every batch so far.
  public synchronized List<List<Change>> batches() {
    return List.copyOf(batches);
  }

  /// Every link state so far.
  public synchronized List<LinkState> links() {
    return List.copyOf(links);
  }

  /// The newest revision.
  public synchronized Revision revision() {
    return revision;
  }

  /// Fails unless this mirror shows exactly what the store holds, and was always told in order.
  public void assertShows(StateStore store, KeyRange range) {
    Map<String, String> stored = new HashMap<>();
    Page page = store.list(range, PageRequest.first(PageRequest.MAX_LIMIT));
    page.entries().forEach(entry -> stored.put(entry.path(), entry.bytes().asText()));
    assertThat(content()).isEqualTo(stored);
    assertOrderly();
  }

  /// Fails if a batch came out of order.
  public synchronized void assertOrderly() {
    assertThat(faults).isEmpty();
  }

  private void apply(Change change) {
    switch (change) {
      case Change.Put(RawEntry entry) -> content.put(entry.path(), entry.bytes().asText());
      case Change.Deleted(String path, Revision _) -> content.remove(path);
    }
  }

  private void check(boolean holds, String fault) {
    if (!holds) {
      faults.add(fault);
    }
  }
}

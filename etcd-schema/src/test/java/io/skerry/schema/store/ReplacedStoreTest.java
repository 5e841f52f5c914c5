package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// A loop whose store comes back with other content, as after a restored backup.
class ReplacedStoreTest {

  private final InMemoryStore before = new InMemoryStore();
  private final InMemoryStore after = new InMemoryStore();
  private final Replaceable store = new Replaceable(before);
  private final Content content = new Content();

  @Test
  void contentOfTheOlderStoreReplacesWhatWasKnown() {
    new Cell(before).put("a", "1");
    new Cell(before).put("lost", "1");
    new Cell(before).put("b", "1");
    new Cell(after).put("a", "other");
    assertShownAfterReplacement();
  }

  @Test
  void equalRevisionsOfAnotherStoreDoNotHideItsContent() {
    new Cell(before).put("a", "1");
    new Cell(after).put("a", "2");
    assertShownAfterReplacement();
  }

  private void assertShownAfterReplacement() {
    try (WatchLoop loop = Loops.start(store, Cell.all(), content)) {
      await().until(() -> content.shows(before));
      store.current = after;
      before.faults().disconnect();
      await().until(() -> content.shows(after));
      assertThat(loop).isNotNull();
    }
  }

  /// Applies batches without caring for revisions.
  private static final class Content implements WatchSink {

    private final List<RawEntry> entries = new ArrayList<>();

    @Override
    public synchronized void onBatch(List<Change> changes, Revision revision) {
      for (Change change : changes) {
        entries.removeIf(entry -> entry.path().equals(change.path()));
        if (change instanceof Change.Put(RawEntry entry)) {
          entries.add(entry);
        }
      }
    }

    @Override
    public void onLink(LinkState state) {
      // Only the content matters here.
    }

    synchronized boolean shows(StateStore store) {
      List<RawEntry> stored = store.list(Cell.all(), PageRequest.first(10)).entries();
      return stored.size() == entries.size() && entries.containsAll(stored);
    }
  }

  /// A store that can be replaced by another one behind everybody's back.
  private static final class Replaceable extends ForwardingStore {

    private volatile StateStore current;

    Replaceable(StateStore current) {
      this.current = current;
    }

    @Override
    protected StateStore delegate() {
      return current;
    }
  }
}

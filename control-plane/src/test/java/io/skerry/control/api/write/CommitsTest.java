package io.skerry.control.api.write;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.InMemoryStore;
import io.skerry.schema.store.StoreFaults.CommitFault;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import java.time.Instant;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

/// Writes whose answer is lost are found again, and never happen twice.
final class CommitsTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final ResourceName NODE = new ResourceName("n1");
  private static final Digest DIGEST = Bytes.utf8("secret").digest();
  private static final Digest OTHER = Bytes.utf8("other").digest();

  private final InMemoryStore store = new InMemoryStore();
  private final Commits commits = new Commits(store, new Pauses(new Random(1)));

  @Test
  void aWriteWhoseAnswerWasLostIsFoundAndNotRepeated() {
    store.faults().failNextCommit(CommitFault.REPLY_LOST_AFTER_EFFECT);

    CommitOutcome outcome = commits.commit(write());

    assertThat(outcome).isEqualTo(new CommitOutcome.Committed(store.revision()));
    assertThat(store.revision().value()).isEqualTo(written().modified().value());
  }

  @Test
  void aWriteThatWasLostIsSentAgain() {
    store.faults().failNextCommit(CommitFault.REPLY_LOST_WITHOUT_EFFECT);

    assertThat(commits.commit(write())).isInstanceOf(CommitOutcome.Committed.class);
    assertThat(written().decode().orThrow().secret()).isEqualTo(DIGEST);
  }

  @Test
  void aWriteThatStaysUnansweredIsUnknown() {
    for (int i = 0; i < 3; i++) {
      store.faults().failNextCommit(CommitFault.REPLY_LOST_WITHOUT_EFFECT);
    }

    assertThat(commits.commit(write())).isInstanceOf(CommitOutcome.Unknown.class);
  }

  @Test
  void aStoreThatGoesAwayMeanwhileTellsNothingAboutTheAttemptBefore() {
    store.faults().failNextCommit(CommitFault.REPLY_LOST_AFTER_EFFECT);
    store.faults().failNextCommit(CommitFault.UNAVAILABLE);
    store.faults().failNextCommit(CommitFault.UNAVAILABLE);

    assertThat(commits.commit(write())).isInstanceOf(CommitOutcome.Unknown.class);
    assertThat(written().decode().orThrow().secret()).isEqualTo(DIGEST);
  }

  @Test
  void aWriteThatWasOverwrittenBeforeItWasLookedForIsUnknown() {
    RandomGenerator meanwhile =
        () -> {
          store.commit(
              Txn.builder()
                  .put(KEYS.credential(NODE), new NodeCredential(NODE, OTHER, Instant.EPOCH))
                  .build());
          return 0;
        };
    store.faults().failNextCommit(CommitFault.REPLY_LOST_AFTER_EFFECT);

    CommitOutcome outcome = new Commits(store, new Pauses(meanwhile)).commit(write());

    assertThat(outcome).isInstanceOf(CommitOutcome.Unknown.class);
  }

  private static Txn write() {
    return Txn.builder()
        .requireAbsent(KEYS.credential(NODE))
        .put(KEYS.credential(NODE), new NodeCredential(NODE, DIGEST, Instant.EPOCH))
        .build();
  }

  private Stored<NodeCredential> written() {
    return store.get(KEYS.credential(NODE)).orElseThrow();
  }
}

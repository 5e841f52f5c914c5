package io.skerry.control.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.inject.Inject;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/// Another program writes to the same etcd, which moves its revision without telling this watch.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class SharedStoreTest {

  private static final Keys FOREIGN = new Keys(new ResourceName("another-cell"));

  @Inject StateStore store;

  @Test
  void readsAndWritesGoOnBesideOthers() {
    for (int generation = 1; generation <= 3; generation++) {
      writeElsewhere();
      Rest.accepted("policies/beside-others", Docs.policy("beside-others", generation));
      writeElsewhere();
      Rest.get("policies/beside-others")
          .then()
          .statusCode(200)
          .body("metadata.generation", equalTo(generation));
    }
  }

  private void writeElsewhere() {
    Member value = new Member("other", "http://other", Instant.EPOCH);
    assertThat(store.commit(Txn.builder().put(FOREIGN.leader(), value).build()))
        .isInstanceOf(CommitOutcome.Committed.class);
  }
}

package io.skerry.control.history;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A change of what a node must run.
@Entity
@Table(name = "ref_change")
class RefChangeRow {

  @EmbeddedId ChangeKey key = new ChangeKey("", 0);
  String node = "";
  String snapshot = "";
  long generation;
  String rollout = "";
  int wave;
  String reason = "";

  @Column(name = "issued_at")
  Instant issuedAt = Instant.EPOCH;

  @Nullable String previous;

  PastRef toPastRef() {
    return new PastRef(
        node,
        new Digest(snapshot),
        generation,
        rollout,
        wave,
        Ref.Reason.valueOf(reason),
        issuedAt,
        Optional.ofNullable(previous).map(Digest::new));
  }
}

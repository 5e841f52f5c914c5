package io.skerry.control.history;

import io.skerry.schema.model.AuditEvent.Change.ResourceChanged;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import jakarta.persistence.Column;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.Table;
import org.hibernate.annotations.ColumnTransformer;
import org.jspecify.annotations.Nullable;

/// A change of a declared resource.
@Entity
@Table(name = "resource_change")
class ResourceChangeRow {

  @EmbeddedId ChangeKey key = new ChangeKey("", 0);
  String resource = "";
  String verb = "";
  long generation;

  @Column(name = "before_digest")
  @Nullable String beforeDigest;

  @ColumnTransformer(write = "cast(cast(? as text) as jsonb)", read = "cast(document as text)")
  @Nullable String document;

  static ResourceChangeRow of(ChangeKey key, ResourceChanged change) {
    ResourceChangeRow row = new ResourceChangeRow();
    row.key = key;
    row.resource = change.resource().toString();
    row.verb = change.verb().name();
    row.generation = change.generation();
    row.beforeDigest = change.before().map(Digest::hex).orElse(null);
    row.document = change.document().map(JsonDocument::canonical).orElse(null);
    return row;
  }
}

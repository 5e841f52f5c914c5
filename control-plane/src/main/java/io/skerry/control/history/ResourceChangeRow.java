package io.skerry.control.history;

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

  @ColumnTransformer(read = "cast(document as text)")
  @Nullable String document;
}

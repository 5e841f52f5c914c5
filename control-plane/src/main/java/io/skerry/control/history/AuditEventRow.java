package io.skerry.control.history;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;

/// An accepted transaction. Written by a native statement that skips what is there already; read
/// here.
@Entity
@Table(name = "audit_event")
class AuditEventRow {

  @Id
  @Column(name = "event_id")
  String eventId = "";

  @Column(insertable = false, updatable = false)
  long seq;

  long revision;
  Instant at = Instant.EPOCH;
  String actor = "";
  String via = "";

  @Column(name = "request_id")
  String requestId = "";
}

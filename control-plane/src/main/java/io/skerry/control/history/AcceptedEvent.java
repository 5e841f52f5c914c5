package io.skerry.control.history;

import io.skerry.schema.model.AuditEvent;
import io.skerry.schema.model.Revision;

/// An event with the revision of its transaction.
///
/// @param event what was accepted
/// @param revision when, in the store's order
public record AcceptedEvent(AuditEvent event, Revision revision) {}

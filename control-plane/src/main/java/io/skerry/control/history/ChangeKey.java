package io.skerry.control.history;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.io.Serializable;

/// The place of a change: which event, and which of its changes, from 0.
@Embeddable
record ChangeKey(@Column(name = "event_id") String eventId, @Column(name = "ordinal") int ordinal)
    implements Serializable {}

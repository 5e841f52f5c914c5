package io.skerry.agent.trial;

import io.skerry.schema.model.Digest;
import java.time.Instant;

/// A snapshot with which the agent could not stay up.
///
/// @param snapshot its digest
/// @param generation of the ref under which it crashed
/// @param since when it was given up, by the node's clock
public record Quarantine(Digest snapshot, long generation, Instant since) {}

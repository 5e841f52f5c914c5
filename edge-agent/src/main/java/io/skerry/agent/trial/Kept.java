package io.skerry.agent.trial;

import io.skerry.schema.model.Digest;

/// A snapshot that a node once ran and still has on its disk.
///
/// @param snapshot its digest
/// @param generation of the ref that asked for it
public record Kept(Digest snapshot, long generation) {}

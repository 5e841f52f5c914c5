package io.skerry.control.fleet;

import io.skerry.schema.model.Revision;

/// A stored value that this release cannot read.
///
/// @param reason what is wrong with it, for operators
/// @param modified the revision that wrote it, which whoever replaces it must name
public record Unreadable(String reason, Revision modified) {}

package io.skerry.control.fleet;

import io.skerry.schema.model.Revision;

/// A value with its place in the store's history.
///
/// @param <T> what is stored
/// @param value the decoded value
/// @param created the revision that created its key
/// @param modified the revision that wrote this value: the resource version
public record Versioned<T>(T value, Revision created, Revision modified) {}

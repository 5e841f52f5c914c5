package io.skerry.it.rules.planted.schema.store;

/// Stands in for the real one.
public interface StateStore {}

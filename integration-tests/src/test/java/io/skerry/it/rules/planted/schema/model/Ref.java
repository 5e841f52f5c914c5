package io.skerry.it.rules.planted.schema.model;

/// Stands in for the real one.
public record Ref(String node) {}

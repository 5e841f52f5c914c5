package io.skerry.schema.model;

/// One reason why an input was refused.
///
/// @param field a path such as `spec.placement.where` or `spec.rules[2].to`; empty for the whole
///   document
/// @param message why, and what would be right
public record FieldError(String field, String message) {}

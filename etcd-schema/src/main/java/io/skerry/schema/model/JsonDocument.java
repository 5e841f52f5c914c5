package io.skerry.schema.model;

/// An immutable piece of free-form JSON, held as its canonical text (RFC 8785), so that equality
/// and digests do not depend on how it was written. Built by `codec.CanonicalJson`.
///
/// @param canonical the canonical text
public record JsonDocument(String canonical) {

  /// `{}`.
  public static final JsonDocument EMPTY_OBJECT = new JsonDocument("{}");

  @Override
  public String toString() {
    return canonical;
  }
}

package io.skerry.schema.store;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;

/// A key with its bytes, as listings and watches deliver them over keys of many types.
///
/// @param path the full key
/// @param bytes the stored bytes
/// @param created the revision that created the key
/// @param modified the revision that wrote these bytes
public record RawEntry(String path, Bytes bytes, Revision created, Revision modified) {}

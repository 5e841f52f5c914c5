package io.skerry.control.api.request;

import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.model.Bytes;

/// A body that was read completely and in time, and how it is written.
///
/// @param bytes as they came
/// @param format from the Content-Type
public record ReceivedBody(Bytes bytes, Format format) {}

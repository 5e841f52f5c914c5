package io.skerry.agent.view;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Snapshot.EntryKind;

/// One verified piece of configuration. Immutable.
public sealed interface ConfigEntry {

  /// What the manifest says of the entry, with its content.
  Content content();

  /// Where it is found.
  default EntryAddress address() {
    return content().address();
  }

  /// What any entry has.
  ///
  /// @param address where it is found
  /// @param kind how the document is read
  /// @param blob digest of the document's bytes
  /// @param size of the document in bytes
  /// @param document the whole content, as it was published
  record Content(
      EntryAddress address, EntryKind kind, Digest blob, long size, JsonDocument document) {}

  /// A policy that binds a service of the node's region.
  ///
  /// @param content as published
  /// @param region of the node's cell
  /// @param service whom it binds
  /// @param name of the policy
  /// @param type such as `rateLimit`
  /// @param priority the greater wins
  /// @param config after all overrides for this node: an object
  record Policy(
      Content content,
      String region,
      String service,
      String name,
      String type,
      int priority,
      JsonDocument config)
      implements ConfigEntry {}

  /// A service and its versions.
  ///
  /// @param content as published
  /// @param name of the service
  record Service(Content content, String name) implements ConfigEntry {}

  /// How requests to a service divide between its versions.
  ///
  /// @param content as published
  /// @param service that is split
  /// @param name of the split
  record TrafficSplit(Content content, String service, String name) implements ConfigEntry {}
}

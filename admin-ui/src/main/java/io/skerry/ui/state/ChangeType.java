package io.skerry.ui.state;

/// What happened to a resource.
public enum ChangeType {
  ADDED,
  MODIFIED,
  DELETED
}

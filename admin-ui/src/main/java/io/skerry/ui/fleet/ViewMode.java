package io.skerry.ui.fleet;

/// How the fleet is drawn.
public enum ViewMode {
  /// On the world map.
  MAP,
  /// As a tree: cloud, region, cell, node.
  TOPOLOGY;

  /// The other one.
  public ViewMode other() {
    return this == MAP ? TOPOLOGY : MAP;
  }
}

package io.skerry.ui.state;

import java.util.Optional;

/// One declared cell.
///
/// @param cloud where it is hosted; empty when the server names a cloud this release does not know
public record CellView(
    CellName name,
    Optional<Cloud> cloud,
    String region,
    Optional<GeoPoint> location,
    NodeView.Source source) {

  /// Stands in for a cell that nodes name but nobody declared (or that was not heard of yet).
  public static CellView undeclared(CellName name) {
    return new CellView(
        name, Optional.empty(), "", Optional.empty(), new NodeView.Source(new Revision(""), "{}"));
  }

  /// The provider's name; a dash when unknown.
  public String cloudTitle() {
    return cloud.map(Cloud::title).orElse("–");
  }
}

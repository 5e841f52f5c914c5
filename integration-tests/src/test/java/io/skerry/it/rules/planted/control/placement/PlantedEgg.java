package io.skerry.it.rules.planted.control.placement;

import io.skerry.it.rules.planted.control.fleet.PlantedHen;

/// The other half of a cycle.
public interface PlantedEgg {
  /// Where it came from.
  PlantedHen hen();
}

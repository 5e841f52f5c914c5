package io.skerry.it.rules.planted.control.fleet;

import io.skerry.it.rules.planted.control.placement.PlantedEgg;

/// One half of a cycle.
public record PlantedHen(PlantedEgg egg) {}

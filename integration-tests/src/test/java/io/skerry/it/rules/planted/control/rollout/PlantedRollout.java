package io.skerry.it.rules.planted.control.rollout;

import io.skerry.it.rules.planted.control.api.PlantedApi;

/// Decides, and knows who asks.
public record PlantedRollout(PlantedApi api) {}

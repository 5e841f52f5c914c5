package io.skerry.it.rules.planted.agent.runtime;

/// Something of the agent for others to know.
public interface PlantedMarker {}

package io.skerry.agent.vitals;

import io.skerry.schema.model.TelemetryReport.Gpu;
import java.util.Optional;

/// What is known of a graphics card.
///
/// @param gpu empty when its memory is not told, as of cards that share the machine's
/// @param celsius of the card
record Card(Optional<Gpu> gpu, Optional<Double> celsius) {}

package io.skerry.control.history.traffic;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TelemetryReport;

/// A report with the node that sent it, as its credential says.
public record NodeReport(ResourceName node, TelemetryReport report) {}

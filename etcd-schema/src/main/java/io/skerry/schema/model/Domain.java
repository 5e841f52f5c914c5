package io.skerry.schema.model;

/// A failure domain, from the smallest to the largest.
public enum Domain {
  NODE,
  ZONE,
  CELL,
  REGION,
  CLOUD
}

package io.skerry.schema.model;

/// Where a cell runs.
public enum Cloud {
  AWS,
  AZURE,
  GCP,
  ONPREM
}

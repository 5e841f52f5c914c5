package io.skerry.schema.model;

import java.util.List;
import java.util.Optional;

/// An edge node: belongs to one cell and runs an agent.
///
/// @param metadata cluster-scoped; labels are what placement selects on
/// @param spec the declared inventory entry
public record Node(Metadata metadata, Spec spec) implements Resource {

  /// @param cell the name of its cell
  /// @param zone availability zone or rack
  /// @param location where to draw it, the cell's location when absent
  /// @param city display name of the location, may be empty
  /// @param mode whether it may be evicted when out of touch
  /// @param weight relative capacity for traffic, 0 to 1000
  /// @param capacity what the machine offers
  /// @param upkeep when it may be changed, and how it is looked after
  public record Spec(
      ResourceName cell,
      String zone,
      Optional<GeoPoint> location,
      String city,
      Mode mode,
      int weight,
      Capacity capacity,
      Upkeep upkeep) {

    /// A node that may be changed at any time and is not probed.
    public Spec(
        ResourceName cell,
        String zone,
        Optional<GeoPoint> location,
        String city,
        Mode mode,
        int weight,
        Capacity capacity) {
      this(cell, zone, location, city, mode, weight, capacity, Upkeep.NONE);
    }
  }

  /// When a node may be changed, and how it is looked after.
  ///
  /// @param maintenance the times in which rollouts may change it; empty means any time
  /// @param probes what is tried to see whether it is well, with distinct names
  public record Upkeep(List<FreezeWindow.When.Recurring> maintenance, List<Probe> probes) {

    /// May be changed at any time and is not probed.
    public static final Upkeep NONE = new Upkeep(List.of(), List.of());

    /// Copies the lists.
    public Upkeep {
      maintenance = List.copyOf(maintenance);
      probes = List.copyOf(probes);
    }
  }

  /// How the control plane treats a node that it does not hear.
  public enum Mode {
    /// May be evicted from placement after a grace time.
    MANAGED,
    /// Keeps serving and is never evicted when out of touch.
    AUTONOMOUS
  }

  /// What a machine offers; absent means unknown.
  ///
  /// @param cpu cores
  /// @param memory bytes
  /// @param bandwidth bits per second
  /// @param gpu the accelerators, when it has any
  public record Capacity(
      Optional<Quantity> cpu,
      Optional<Quantity> memory,
      Optional<Quantity> bandwidth,
      Optional<Gpu> gpu) {

    /// Nothing known.
    public static final Capacity UNKNOWN =
        new Capacity(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /// @param model the vendor's model name
  /// @param count how many, at least 1
  /// @param memory bytes per device
  public record Gpu(String model, int count, Quantity memory) {}
}

package io.skerry.schema.model;

/// The movement of one change through the fleet. Created by the control plane only.
///
/// @param metadata in the tenant of what it moves
/// @param spec what moves and how
public record Rollout(Metadata metadata, Spec spec) implements Resource {

  /// @param target the resource that changed
  /// @param targetGeneration the generation that is moving
  /// @param strategy the strategy it follows
  public record Spec(ResourceId target, long targetGeneration, ResourceName strategy) {}
}

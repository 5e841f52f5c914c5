package io.skerry.policy.rollout;

import io.skerry.policy.traffic.TrafficSteps;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// The rollouts of one resource, as far as they decide what nodes get.
///
/// @param newest the newest of all
/// @param rest what a node gets that carries none of the steps
/// @param steps newest first, down to the newest one that died or succeeded, which is not among
///   them; empty when the newest one did
record Chain(Rollout newest, Optional<Resource> rest, List<Step> steps) {

  /// Copies the list.
  Chain {
    steps = List.copyOf(steps);
  }

  /// @param traffic steps of the rollout
  /// @param to what nodes that carry it get, by step
  record Step(ResourceName rollout, TrafficSteps traffic, List<Optional<Resource>> to) {

    /// Copies the list.
    Step {
      to = List.copyOf(to);
    }

    static Step of(Link link) {
      TrafficSteps traffic = TrafficSteps.of(link.rollout());
      return new Step(
          link.rollout().metadata().name(),
          traffic,
          IntStream.range(0, traffic.count())
              .mapToObj(step -> traffic.to(link.change(), step))
              .toList());
    }

    Optional<Resource> to(Set<ResourceName> carries) {
      return to.get(traffic.reached(carries));
    }

    /// What a node must carry to get the same.
    Set<ResourceName> marks(Set<ResourceName> carries) {
      return traffic.marks(traffic.reached(carries));
    }
  }

  /// @param changes the rollouts that change the resource, newest first, with their change
  static Chain of(List<Link> changes) {
    Link newest = changes.getFirst();
    boolean succeeded = Rollouts.hasSucceeded(newest.rollout());
    List<Step> steps = new ArrayList<>();
    for (Link link : changes) {
      if (Rollouts.hasSucceeded(link.rollout()) || Rollouts.isDead(link.rollout())) {
        break;
      }
      steps.add(Step.of(link));
    }
    return new Chain(
        newest.rollout(), succeeded ? newest.change().to() : newest.change().from(), steps);
  }

  /// @param rollout one that changes the resource
  /// @param change how
  record Link(Rollout rollout, Rollout.Change change) {}

  /// The step that decides for a node.
  Optional<Step> carried(Set<ResourceName> carries) {
    return steps.stream().filter(step -> carries.contains(step.rollout())).findFirst();
  }

  /// What nodes get, whatever they carry.
  Stream<Resource> versions() {
    return Stream.concat(
        rest.stream(),
        steps.stream().flatMap(step -> step.to().stream()).flatMap(Optional::stream));
  }

  /// What a node gets.
  Optional<Resource> version(Set<ResourceName> carries) {
    return carried(carries).map(step -> step.to(carries)).orElse(rest);
  }
}

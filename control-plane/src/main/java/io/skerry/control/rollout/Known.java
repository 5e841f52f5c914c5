package io.skerry.control.rollout;

import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.fleet.WaveId;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.WaveMembers;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/// The image, and over it what this leader wrote or read back since: what was written counts at
/// once, and is forgotten when the image shows it. One thread at a time.
final class Known {

  private final Map<ResourceName, Versioned<Ref>> refs = new TreeMap<>();
  private final Map<ResourceId, Versioned<Rollout>> rollouts = new HashMap<>();
  private final Map<WaveId, Versioned<WaveMembers>> waves = new TreeMap<>();
  private final Set<ResourceId> deleted = new HashSet<>();
  private FleetImage image = FleetImage.EMPTY;

  /// Takes in a newer image.
  void observe(FleetImage next) {
    image = next;
    refs.values().removeIf(this::isShown);
    rollouts.values().removeIf(this::isShown);
    waves.values().removeIf(this::isShown);
    deleted.removeIf(rollout -> image.resource(rollout).isEmpty());
  }

  FleetImage image() {
    return image;
  }

  Optional<Versioned<Ref>> ref(ResourceName node) {
    Versioned<Ref> written = refs.get(node);
    return written != null ? Optional.of(written) : image.refs().get(node);
  }

  Optional<Versioned<Rollout>> rollout(ResourceId id) {
    Versioned<Rollout> written = rollouts.get(id);
    if (written != null || deleted.contains(id)) {
      return Optional.ofNullable(written);
    }
    return image
        .resource(id)
        .flatMap(
            stored ->
                stored.value() instanceof Rollout rollout
                    ? Optional.of(new Versioned<>(rollout, stored.created(), stored.modified()))
                    : Optional.empty());
  }

  /// Every rollout.
  Stream<Rollout> rollouts() {
    return image
        .rollouts()
        .flatMap(shown -> rollout(shown.value().id()).stream())
        .map(Versioned::value);
  }

  /// What is stored of a rollout's waves.
  Stream<WaveMembers> wavesOf(ResourceId rollout) {
    Map<Integer, WaveMembers> byWave = new TreeMap<>();
    image.wavesOf(rollout).forEach(wave -> byWave.put(wave.wave(), wave));
    waves.forEach(
        (id, wave) -> {
          if (id.rollout().equals(rollout)) {
            byWave.put(id.wave(), wave.value());
          }
        });
    return byWave.values().stream();
  }

  /// Takes in a ref that was written or read back.
  void accept(ResourceName node, Versioned<Ref> ref) {
    if (!isShown(ref)) {
      refs.put(node, ref);
    }
  }

  /// Takes in a rollout that was written or read back.
  void accept(Versioned<Rollout> rollout) {
    if (!isShown(rollout)) {
      rollouts.put(rollout.value().id(), rollout);
    }
  }

  /// Takes in waves that were written.
  void accept(ResourceId rollout, Iterable<WaveMembers> members, Revision written) {
    for (WaveMembers wave : members) {
      Versioned<WaveMembers> stored = new Versioned<>(wave, written, written);
      if (!isShown(stored)) {
        waves.put(new WaveId(rollout, wave.wave()), stored);
      }
    }
  }

  /// Takes in that a rollout is gone, for good.
  void acceptDeleted(ResourceId rollout) {
    rollouts.remove(rollout);
    if (image.resource(rollout).isPresent()) {
      deleted.add(rollout);
    }
  }

  private boolean isShown(Versioned<?> stored) {
    return stored.modified().compareTo(image.revision()) <= 0;
  }
}

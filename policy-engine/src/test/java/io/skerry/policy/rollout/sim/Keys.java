package io.skerry.policy.rollout.sim;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;

/// Where things are in the simulated store.
final class Keys {

  static final String LEADER = "leader";
  static final String FREEZE = "freeze";
  static final String REF = "ref/";
  static final String STATUS = "status/";
  static final String RESOURCE = "resource/";
  static final String ROLLOUT = "rollout/";
  static final String WAVE = "wave/";

  private Keys() {}

  static String ref(ResourceName node) {
    return REF + node;
  }

  static String status(ResourceName node) {
    return STATUS + node;
  }

  static String resource(ResourceId id) {
    return RESOURCE + id;
  }

  static String rollout(ResourceName name) {
    return ROLLOUT + name;
  }

  static String wave(ResourceName rollout, int wave) {
    return WAVE + rollout + "/" + wave;
  }

  static String snapshot(Digest digest) {
    return "snapshot/" + digest;
  }
}

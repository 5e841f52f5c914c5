package io.skerry.it.rules.planted.schema;

import io.skerry.it.rules.planted.policy.PlantedPolicy;

final class PlantedSchema {
  record KnowsPolicy(PlantedPolicy policy) {}
}

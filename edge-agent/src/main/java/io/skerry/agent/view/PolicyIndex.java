package io.skerry.agent.view;

import io.skerry.agent.view.ConfigEntry.Policy;
import java.util.Collection;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Finds a policy by region, service and name without allocating: a hash table with open addressing
/// that compares the three parts in place, because a composed key would have to be built for every
/// read.
final class PolicyIndex {

  private static final int MIN_SLOTS = 2;

  private final @Nullable Slot[] slots;

  /// The answer is made once, so that a read hands out an existing object.
  private record Slot(Policy policy, Optional<Policy> answer) {}

  PolicyIndex(Collection<Policy> policies) {
    slots = new @Nullable Slot[Math.max(MIN_SLOTS, Integer.highestOneBit(policies.size() * 2) * 2)];
    policies.forEach(this::place);
  }

  Optional<Policy> find(String region, String service, String name) {
    int at = start(region, service, name);
    for (Slot slot = slots[at]; slot != null; slot = slots[at]) {
      at = (at + 1) & (slots.length - 1);
      Policy policy = slot.policy;
      if (policy.name().equals(name)
          && policy.service().equals(service)
          && policy.region().equals(region)) {
        return slot.answer;
      }
    }
    return Optional.empty();
  }

  private void place(Policy policy) {
    int at = start(policy.region(), policy.service(), policy.name());
    while (slots[at] != null) {
      at = (at + 1) & (slots.length - 1);
    }
    slots[at] = new Slot(policy, Optional.of(policy));
  }

  private int start(String region, String service, String name) {
    int hash = (region.hashCode() * 31 + service.hashCode()) * 31 + name.hashCode();
    return (hash ^ (hash >>> 16)) & (slots.length - 1);
  }
}

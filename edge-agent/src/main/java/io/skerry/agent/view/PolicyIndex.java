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

  private PolicyIndex(@Nullable Slot[] slots) {
    this.slots = slots;
  }

  static PolicyIndex of(Collection<Policy> policies) {
    int size = Math.max(MIN_SLOTS, Integer.highestOneBit(policies.size() * 2) * 2);
    PolicyIndex index = new PolicyIndex(new @Nullable Slot[size]);
    policies.forEach(index::place);
    return index;
  }

  /// The same with other content.
  ///
  /// @param changed at addresses that this index has
  PolicyIndex with(Collection<Policy> changed) {
    if (changed.isEmpty()) {
      return this;
    }
    PolicyIndex next = new PolicyIndex(slots.clone());
    changed.forEach(next::place);
    return next;
  }

  Optional<Policy> find(String region, String service, String name) {
    Slot slot = slots[placeOf(region, service, name)];
    return slot == null ? Optional.empty() : slot.answer;
  }

  private void place(Policy policy) {
    slots[placeOf(policy.region(), policy.service(), policy.name())] =
        new Slot(policy, Optional.of(policy));
  }

  /// Where a policy is, or would be.
  private int placeOf(String region, String service, String name) {
    int hash = (region.hashCode() * 31 + service.hashCode()) * 31 + name.hashCode();
    int at = (hash ^ (hash >>> 16)) & (slots.length - 1);
    for (Slot slot = slots[at];
        slot != null && !is(slot, region, service, name);
        slot = slots[at]) {
      at = (at + 1) & (slots.length - 1);
    }
    return at;
  }

  private static boolean is(Slot slot, String region, String service, String name) {
    Policy policy = slot.policy;
    return policy.name().equals(name)
        && policy.service().equals(service)
        && policy.region().equals(region);
  }
}

package io.skerry.policy.rollout;

import io.skerry.schema.model.ResourceName;
import java.util.function.Supplier;

/// Gives each new rollout a name after that of every earlier one, although the clocks of replicas
/// differ: the order of the names is the order in which changes were accepted.
final class RolloutNames {

  /// The digits of a lower-case ULID, in order.
  private static final String DIGITS = "0123456789abcdefghjkmnpqrstvwxyz";

  private final Supplier<ResourceName> source;
  private String last;

  /// @param existing no name given here is before one of these
  /// @param source of ULIDs
  RolloutNames(Rollouts existing, Supplier<ResourceName> source) {
    this.source = source;
    this.last = existing.newestName().map(ResourceName::value).orElse("");
  }

  ResourceName next() {
    String proposed = source.get().value();
    last = proposed.compareTo(last) > 0 ? proposed : after(last);
    return new ResourceName(last);
  }

  private static String after(String name) {
    for (int i = name.length() - 1; i >= 0; i--) {
      char digit = name.charAt(i);
      int next = (int) DIGITS.chars().filter(it -> it <= digit).count();
      if (next < DIGITS.length()) {
        return name.substring(0, i) + DIGITS.charAt(next) + "0".repeat(name.length() - i - 1);
      }
    }
    throw new IllegalStateException("no rollout name comes after " + name);
  }
}

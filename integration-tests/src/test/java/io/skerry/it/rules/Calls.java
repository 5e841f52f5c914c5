package io.skerry.it.rules;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import java.util.Set;

/// Predicates on calls and method references.
final class Calls {
  private Calls() {}

  /// Uses of `owner.name`, with any parameters; a name of `*` means every member, `<init>` a
  /// constructor.
  static DescribedPredicate<JavaAccess<?>> to(String owner, String... names) {
    Set<String> wanted = Set.of(names);
    return DescribedPredicate.describe(
        owner + "." + String.join("/", names),
        access ->
            access.getTargetOwner().getName().equals(owner)
                && (wanted.contains("*") || wanted.contains(access.getTarget().getName())));
  }

  /// Uses of `owner.name` with exactly this many parameters.
  static DescribedPredicate<JavaAccess<?>> withParameters(int count, String owner, String name) {
    return DescribedPredicate.and(
        to(owner, name),
        DescribedPredicate.describe(
            count + " parameters",
            access ->
                access.getTarget() instanceof AccessTarget.CodeUnitAccessTarget unit
                    && unit.getRawParameterTypes().size() == count));
  }
}

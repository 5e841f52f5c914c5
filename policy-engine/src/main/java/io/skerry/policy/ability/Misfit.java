package io.skerry.policy.ability;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.ResourceName;
import java.util.List;
import java.util.Set;

/// Why a node cannot run a service with what belongs to it.
public sealed interface Misfit {

  /// What asks too much, why, and what would be right.
  String message();

  /// A policy of a type that the node does not act on.
  ///
  /// @param policy whose type it is
  /// @param type as declared
  /// @param known what it would act on
  record PolicyType(String policy, String type, Set<String> known) implements Misfit {
    /// Copies the set.
    public PolicyType {
      known = Set.copyOf(known);
    }

    @Override
    public String message() {
      return "policy %s is of type %s, which this node does not know: it knows %s"
          .formatted(policy, type, listed(known));
    }
  }

  /// A version that needs what the node does not have.
  ///
  /// @param version of the service
  /// @param feature the part that is missing, such as `module`
  /// @param known what it has
  record Feature(ResourceName version, String feature, Set<String> known) implements Misfit {
    /// Copies the set.
    public Feature {
      known = Set.copyOf(known);
    }

    @Override
    public String message() {
      return "versions.%s needs %s, which this node does not have: beside plain upstreams it has %s"
          .formatted(version, feature, listed(known));
    }
  }

  /// Content that no node runs which looks into it: policies of one type, each fine alone, whose
  /// sum is not; a split of versions that the service does not have.
  ///
  /// @param field where
  /// @param problem the rest of a sentence about it
  record Content(String field, String problem) implements Misfit {

    static <T> Fit<T> of(String field, List<FieldError> errors) {
      FieldError first = errors.getFirst();
      return new Fit.Lacks<>(
          new Content(
              first.field().isEmpty() ? field : field + "." + first.field(), first.message()));
    }

    /// What was read, or what is wrong with it.
    static <T> Fit<T> read(String field, Decoded<T> decoded) {
      return decoded.fold(Fit.Runs::new, errors -> of(field, errors));
    }

    @Override
    public String message() {
      return field + " " + problem;
    }
  }

  private static String listed(Set<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names.stream().sorted().toList());
  }
}

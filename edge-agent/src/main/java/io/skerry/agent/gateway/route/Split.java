package io.skerry.agent.gateway.route;

import com.google.re2j.Pattern;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;

/// Chooses the version that answers a request: the first rule that matches, else the weights.
/// Immutable; any number of threads may share one.
///
/// @param rules tried in order
/// @param weights for the requests that no rule takes
public record Split(List<Rule> rules, Weights weights) {

  /// Copies the list.
  public Split {
    rules = List.copyOf(rules);
  }

  /// The name of a version.
  ///
  /// @param chance uniform in [0, 1); asked at most once, and only when weights decide
  public String choose(RequestFacts request, DoubleSupplier chance) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.takes(request)) {
        return rule.to();
      }
    }
    return weights.choose(chance);
  }

  /// Takes some requests to a version.
  public sealed interface Rule {

    /// The version.
    String to();

    /// Whether the request is one of them.
    boolean takes(RequestFacts request);

    /// @param name of the header
    /// @param pattern must match the whole value
    /// @param to the version
    record Header(String name, Pattern pattern, String to) implements Rule {
      @Override
      public boolean takes(RequestFacts request) {
        return request.header(name).filter(pattern::matches).isPresent();
      }
    }

    /// @param subject whose requests stay together
    /// @param scope `tenant/service/version`
    /// @param share of the subjects, 0 to 1
    /// @param to the version
    record Sticky(Subject subject, String scope, double share, String to) implements Rule {
      @Override
      public boolean takes(RequestFacts request) {
        return subject
            .of(request)
            .filter(value -> StickyHash.position(scope, value) < share)
            .isPresent();
      }
    }
  }

  /// Relative weights of versions.
  public static final class Weights {

    private final String[] versions;
    private final double[] upTo;

    private Weights(String[] versions, double[] upTo) {
      this.versions = versions;
      this.upTo = upTo;
    }

    /// All to one version.
    public static Weights only(String version) {
      return new Weights(new String[] {version}, new double[] {1});
    }

    /// @param weights each 0 or more, their sum positive
    public static Weights of(Map<ResourceName, Integer> weights) {
      List<ResourceName> names = new ArrayList<>(weights.keySet());
      names.removeIf(name -> weights.getOrDefault(name, 0) == 0);
      names.sort(null);
      long sum = weights.values().stream().mapToLong(Integer::longValue).sum();
      double[] upTo = new double[names.size()];
      long before = 0;
      for (int i = 0; i < upTo.length; i++) {
        before += weights.getOrDefault(names.get(i), 0);
        upTo[i] = (double) before / sum;
      }
      return new Weights(names.stream().map(ResourceName::value).toArray(String[]::new), upTo);
    }

    String choose(DoubleSupplier chance) {
      if (versions.length == 1) {
        return versions[0];
      }
      double drawn = chance.getAsDouble();
      int last = versions.length - 1;
      for (int i = 0; i < last; i++) {
        if (drawn < upTo[i]) {
          return versions[i];
        }
      }
      return versions[last];
    }
  }
}

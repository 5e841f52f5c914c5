package io.skerry.policy.ability;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import io.skerry.schema.codec.NodeContent;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Abilities.Feature;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Service;
import io.skerry.schema.model.Service.Version.Protocol;
import io.skerry.schema.model.TrafficSplit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One service of a snapshot, read by a node that acts on it and found to be within what the node
/// can.
///
/// @param service the service; absent when the node has policies for it only
/// @param splits of a service that is there, ordered by name: the rules of all of them count, and
///   the weights of the first, and they name versions that the service has
/// @param policies what its policies come to
public record ServiceContent(
    Optional<Service.Spec> service, List<TrafficSplit.Spec> splits, MergedPolicies policies) {

  /// Copies the list.
  public ServiceContent {
    splits = List.copyOf(splits);
  }

  /// Reads a service, or says why a node cannot run it.
  ///
  /// @param abilities of the node; what it leaves out it is taken to have
  public static Fit<ServiceContent> read(ServiceParts parts, Abilities abilities) {
    Fit<MergedPolicies> policies = MergedPolicies.of(parts.policies(), abilities);
    if (parts.service().isEmpty()) {
      return policies.then(
          it -> new Fit.Runs<>(new ServiceContent(Optional.empty(), List.of(), it)));
    }
    return Misfit.Content.read("service", NodeContent.service(parts.service().get()))
        .then(spec -> runnable(spec, abilities))
        .then(
            spec ->
                splits(spec, parts.splits())
                    .then(
                        splits ->
                            policies.then(
                                it ->
                                    new Fit.Runs<>(
                                        new ServiceContent(Optional.of(spec), splits, it)))));
  }

  private static Fit<Service.Spec> runnable(Service.Spec spec, Abilities abilities) {
    if (abilities.features().isEmpty()) {
      return new Fit.Runs<>(spec);
    }
    Set<String> known = abilities.features().get();
    // In one order, so that a plan and a node name the same version.
    for (Map.Entry<ResourceName, Service.Version> version :
        new TreeMap<>(spec.versions()).entrySet()) {
      Optional<String> needed =
          needed(version.getValue()).map(Feature::wireName).filter(it -> !known.contains(it));
      if (needed.isPresent()) {
        return new Fit.Lacks<>(new Misfit.Feature(version.getKey(), needed.get(), known));
      }
    }
    return new Fit.Runs<>(spec);
  }

  private static Optional<Feature> needed(Service.Version version) {
    if (version instanceof Service.Version.Upstreams(var _, Protocol protocol)) {
      return protocol == Protocol.HTTP2 ? Optional.of(Feature.HTTP2) : Optional.empty();
    }
    return Optional.of(Feature.MODULE);
  }

  private static Fit<List<TrafficSplit.Spec>> splits(
      Service.Spec service, List<JsonDocument> documents) {
    List<TrafficSplit.Spec> splits = new ArrayList<>();
    for (JsonDocument document : documents) {
      Fit<TrafficSplit.Spec> split =
          Misfit.Content.read("split", NodeContent.split(document)).then(it -> rules(service, it));
      if (split instanceof Fit.Lacks<TrafficSplit.Spec>(Misfit why)) {
        return new Fit.Lacks<>(why);
      }
      split.then(it -> new Fit.Runs<>(splits.add(it)));
    }
    return splits.stream()
        .limit(1)
        .flatMap(first -> first.weights().keySet().stream())
        .filter(version -> !service.versions().containsKey(version))
        .min(Comparator.naturalOrder())
        .map(ServiceContent::<List<TrafficSplit.Spec>>noVersion)
        .orElseGet(() -> new Fit.Runs<>(splits));
  }

  private static Fit<TrafficSplit.Spec> rules(Service.Spec service, TrafficSplit.Spec split) {
    for (TrafficSplit.Rule rule : split.rules()) {
      if (!service.versions().containsKey(rule.to())) {
        return noVersion(rule.to());
      }
      if (rule.match() instanceof TrafficSplit.Match.Header(String _, String regex)
          && !isRegex(regex)) {
        return new Fit.Lacks<>(
            new Misfit.Content("split.rules", "has a regular expression that is not RE2"));
      }
    }
    return new Fit.Runs<>(split);
  }

  private static <T> Fit<T> noVersion(ResourceName version) {
    return new Fit.Lacks<>(
        new Misfit.Content("split", "names version " + version + ", which the service lacks"));
  }

  private static boolean isRegex(String regex) {
    try {
      return Pattern.compile(regex).groupCount() >= 0;
    } catch (PatternSyntaxException e) {
      return false;
    }
  }
}

package io.skerry.policy.rollout;

import static io.skerry.policy.rollout.Sample.added;
import static io.skerry.policy.rollout.Sample.change;
import static io.skerry.policy.rollout.Sample.names;
import static io.skerry.policy.rollout.Sample.rollout;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Rollout;
import io.skerry.schema.model.Rollout.Phase;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class BrokenReferencesTest {

  private static final Resource ONE_VERSION = service("{v1: {module: m@1}}");
  private static final Resource TWO_VERSIONS = service("{v1: {module: m@1}, v2: {module: m@2}}");
  private static final Resource SPLIT =
      Fleets.one(
          """
          {apiVersion: skerry/v1, kind: TrafficSplit, metadata: {name: web},
           spec: {service: web, weights: {v1: 1, v2: 1}, strategy: gone}}
          """);

  @Test
  void aSplitNeedsTheVersionsThatItsNodesHave() {
    Rollout service = rollout("r1", Phase.ABORTED, change(ONE_VERSION, TWO_VERSIONS));
    Rollout split = rollout("r2", Phase.PENDING, added(SPLIT));
    assertThat(broken(split, Set.of(), service, split))
        .singleElement()
        .satisfies(
            error -> {
              assertThat(error).startsWith("trafficsplits/default/web spec.weights.v2");
              assertThat(error).contains("it has v1");
            });
    assertThat(broken(split, names("r1"), service, split)).isEmpty();
  }

  @Test
  void aServiceKeepsTheVersionsThatSplitsUse() {
    Rollout split = rollout("r1", Phase.SUCCEEDED, added(SPLIT));
    Rollout service = rollout("r2", Phase.PENDING, change(TWO_VERSIONS, ONE_VERSION));
    assertThat(broken(service, Set.of(), split, service)).hasSize(1);
    Rollout removal = rollout("r2", Phase.PENDING, Sample.removed(TWO_VERSIONS));
    assertThat(broken(removal, Set.of(), split, removal)).hasSize(1);
  }

  private static List<String> broken(
      Rollout rollout, Set<ResourceName> carries, Rollout... rollouts) {
    Editions editions =
        Editions.of(ResourceSet.of(List.of(TWO_VERSIONS, SPLIT)), Rollouts.of(List.of(rollouts)));
    return BrokenReferences.of(rollout, editions, carries).stream()
        .map(error -> error.field() + " " + error.message())
        .toList();
  }

  private static Resource service(String versions) {
    return Fleets.one(
        """
        {apiVersion: skerry/v1, kind: Service, metadata: {name: web}, spec: {versions: %s}}
        """
            .formatted(versions));
  }
}

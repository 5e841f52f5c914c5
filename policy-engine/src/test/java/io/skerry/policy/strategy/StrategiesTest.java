package io.skerry.policy.strategy;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.check.Admission;
import io.skerry.policy.check.Edit;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.RolloutStrategy;
import io.skerry.schema.model.RolloutStrategy.Amount;
import io.skerry.schema.model.RolloutStrategy.Wave;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StrategiesTest {

  @Test
  void builtInStrategiesAreInOrderThemselves() {
    assertThat(BuiltInStrategies.names())
        .extracting(ResourceName::value)
        .containsExactly("breakglass", "careful", "fast", "standard");
    for (ResourceName name : BuiltInStrategies.names()) {
      RolloutStrategy strategy =
          new RolloutStrategy(
              Fleets.metadata(name.value(), TenantName.NONE, Map.of()),
              BuiltInStrategies.find(name).orElseThrow());
      assertThat(Admission.check(ResourceSet.EMPTY, List.of(new Edit.Put(strategy)))).isEmpty();
      assertThat(Resources.decode(Resources.encode(strategy)).orThrow()).isEqualTo(strategy);
    }
  }

  @Test
  void everyBuiltInStrategyBeginsWithOneNode() {
    assertThat(BuiltInStrategies.names())
        .allSatisfy(
            name ->
                assertThat(BuiltInStrategies.find(name).orElseThrow().waves().getFirst().size())
                    .isEqualTo(new Amount.Count(1)));
  }

  @Test
  void carefulAsksBeforeTheSecondWaveOnly() {
    assertThat(BuiltInStrategies.find(new ResourceName("careful")).orElseThrow().waves())
        .extracting(Wave::approval)
        .containsExactly(false, true, false, false, false, false);
  }

  @Test
  void aResourceMayNameItsStrategy() {
    assertThat(Strategies.resolve(policy(""), ResourceSet.EMPTY).name())
        .isEqualTo(BuiltInStrategies.STANDARD);
    assertThat(Strategies.resolve(policy(", strategy: fast"), ResourceSet.EMPTY).name())
        .isEqualTo(new ResourceName("fast"));
    assertThat(Strategies.resolve(policy(", strategy: gone"), ResourceSet.EMPTY).name())
        .isEqualTo(BuiltInStrategies.STANDARD);
  }

  @Test
  void aDeclaredStrategyTakesThePlaceOfTheBuiltInOne() {
    Resource declared =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: RolloutStrategy, metadata: {name: fast},
             spec: {waves: [{name: all, percent: 100}]}}
            """);
    ResourceSet resources = ResourceSet.EMPTY.with(declared);
    assertThat(Strategies.resolve(policy(", strategy: fast"), resources).spec())
        .isEqualTo(((RolloutStrategy) declared).spec());
    assertThat(declared.id())
        .isEqualTo(ResourceId.cluster(Kind.ROLLOUT_STRATEGY, new ResourceName("fast")));
  }

  private static Resource policy(String more) {
    return Fleets.one(
        """
        {apiVersion: skerry/v1, kind: Policy, metadata: {name: p},
         spec: {service: s, type: config, config: {}%s}}
        """
            .formatted(more));
  }
}

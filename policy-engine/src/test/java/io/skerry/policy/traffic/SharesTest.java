package io.skerry.policy.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.ResourceName;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static Shares shares(Object... versionsAndWeights) {
    Map<ResourceName, Integer> weights = new TreeMap<>();
    for (int i = 0; i < versionsAndWeights.length; i += 2) {
      weights.put(
          new ResourceName((String) versionsAndWeights[i]), (Integer) versionsAndWeights[i + 1]);
    }
    return Shares.of(weights);
  }

  private static String on(Shares from, Shares to, double most) {
    return from.towards(to, from.reach(to, most)).weights().entrySet().stream()
        .map(entry -> entry.getKey() + "=" + entry.getValue())
        .collect(Collectors.joining(" "));
  }

  @Test
  void aNewVersionGetsWhatTheStepAllowsAndTheOthersTheRest() {
    Shares from = shares("v1", 1);
    assertThat(on(from, shares("v2", 1), 0.05)).isEqualTo("v1=95 v2=5");
    assertThat(on(from, shares("v2", 1), 1)).isEqualTo("v2=100");
    assertThat(on(shares("v1", 60, "v2", 40), shares("v3", 1), 0.05)).isEqualTo("v1=57 v2=38 v3=5");
    assertThat(on(shares("v1", 2, "v2", 1), shares("v3", 1), 0.05))
        .isEqualTo("v1=6333 v2=3167 v3=500");
  }

  @Test
  void noVersionGetsMoreThanItIsToHave() {
    Shares from = shares("v1", 100);
    assertThat(from.reach(shares("v1", 98, "v2", 2), 0.05)).isEqualTo(1);
  }

  @Test
  void aVersionKeepsWhatItHadBefore() {
    Shares from = shares("v1", 90, "v2", 10);
    Shares to = shares("v2", 1);
    assertThat(from.reach(to, 0.05)).isZero();
    assertThat(on(from, to, 0.25)).isEqualTo("v1=75 v2=25");
  }

  @Test
  void everySharedRequestGoesSomewhere() {
    Random random = new Random(7);
    for (int i = 0; i < 2_000; i++) {
      Shares from = random(random);
      Shares to = random(random);
      double most = random.nextDouble();
      Map<ResourceName, Integer> weights = from.towards(to, from.reach(to, most)).weights();
      int sum = weights.values().stream().mapToInt(Integer::intValue).sum();
      assertThat(weights.values()).allMatch(weight -> weight > 0);
      assertThat(sum).isBetween(100, 10_005);
      for (ResourceName version : from.gaining(to)) {
        assertThat(weights.getOrDefault(version, 0) / (double) sum)
            .isLessThanOrEqualTo(Math.max(most, from.of(version)) + 2.0 / 10_000);
      }
    }
  }

  private static Shares random(Random random) {
    Map<ResourceName, Integer> weights = new TreeMap<>();
    for (int version = 0; version < 4; version++) {
      weights.put(new ResourceName("v" + version), random.nextInt(50));
    }
    weights.merge(new ResourceName("v" + random.nextInt(4)), 1, Integer::sum);
    return Shares.of(weights);
  }
}

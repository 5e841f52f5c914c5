package io.skerry.policy.ability;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.compile.Compilation;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Abilities.Limit;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ForesightTest {

  private static final ResourceName NODE = new ResourceName("n1");

  private static final String FLEET =
      """
      apiVersion: skerry/v1
      kind: Cell
      metadata: {name: c1}
      spec: {cloud: aws, region: us-east-1}
      ---
      apiVersion: skerry/v1
      kind: Node
      metadata: {name: n1}
      spec: {cell: c1, zone: z1}
      """;

  private static final String LIMIT =
      """
      ---
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: slow, tenant: video}
      spec: {service: asr, type: rateLimit, config: {requestsPerSecond: 5}}
      """;

  private static final String SERVICE =
      """
      ---
      apiVersion: skerry/v1
      kind: Service
      metadata: {name: asr, tenant: video}
      spec:
        versions:
          v1: {upstreams: ['http://10.0.0.5:9000'], protocol: http2}
          v2: {module: asr@2.4.1}
      """;

  @Test
  void aPolicyOfATypeThatTheNodeDoesNotKnowIsNamedWithThoseItKnows() {
    assertThat(foresee(FLEET + LIMIT, able(Set.of("cache", "access"), Set.of())))
        .containsExactly(
            ofAsr(new Misfit.PolicyType("slow", "rateLimit", Set.of("access", "cache"))));
    assertThat(new Misfit.PolicyType("slow", "rateLimit", Set.of("cache", "access")).message())
        .isEqualTo(
            "policy slow is of type rateLimit, which this node does not know: it knows access, cache");
  }

  @Test
  void aVersionThatNeedsWhatTheNodeLacksIsNamed() {
    assertThat(foresee(FLEET + SERVICE, able(Set.of(), Set.of())))
        .containsExactly(ofAsr(new Misfit.Feature(new ResourceName("v1"), "http2", Set.of())));
    assertThat(foresee(FLEET + SERVICE, able(Set.of(), Set.of("http2"))))
        .containsExactly(
            ofAsr(new Misfit.Feature(new ResourceName("v2"), "module", Set.of("http2"))));
    assertThat(foresee(FLEET + SERVICE, able(Set.of(), Set.of("http2", "module", "later"))))
        .isEmpty();
  }

  @Test
  void ofWhatANodeDoesNotSayNothingIsConcluded() {
    assertThat(foresee(FLEET + LIMIT + SERVICE, Abilities.UNKNOWN)).isEmpty();
    assertThat(
            foresee(
                FLEET + LIMIT + SERVICE,
                new Abilities(
                    Optional.empty(),
                    Optional.of(Set.of("rateLimit")),
                    Optional.empty(),
                    Map.of("routes", 0L))))
        .isEmpty();
  }

  @Test
  void moreThanANodeTakesIsCountedBesideItsLimit() {
    assertThat(foresee(FLEET + LIMIT + SERVICE, limited(Limit.ENTRIES, 1)))
        .containsExactly(new Refusal.TooMuch("the snapshot", Limit.ENTRIES, 2, 1));
    assertThat(foresee(FLEET + LIMIT + SERVICE, limited(Limit.ENTRIES, 2))).isEmpty();
    assertThat(foresee(FLEET + LIMIT, limited(Limit.BLOB_BYTES, 10)))
        .singleElement()
        .extracting(Refusal::message)
        .isEqualTo("video:policy/us-east-1/asr/slow has 113 bytes, this node takes 10 at most");
  }

  @Test
  void aSnapshotInAFormatOfAnotherTimeIsForeseen() {
    Abilities older =
        new Abilities(
            Optional.of(Set.of("skerry/v0")), Optional.empty(), Optional.empty(), Map.of());

    assertThat(foresee(FLEET + LIMIT, older))
        .containsExactly(new Refusal.Format("skerry/v1", Set.of("skerry/v0")));
  }

  @Test
  void whatANodeRunsAlreadyItCanRun() {
    Compilation before = Compilation.of(ResourceSet.of(Fleets.yaml(FLEET + LIMIT)));
    ResourceSet changed = ResourceSet.of(Fleets.yaml(FLEET + LIMIT + OTHER));
    Compilation after = before.update(changed, Set.of(Fleets.one(OTHER.substring(4)).id()));
    Abilities none = able(Set.of(), Set.of());

    assertThat(new Foresight().refusals(snapshot(after), none)).hasSize(2);
    assertThat(new Foresight().refusals(snapshot(after), snapshot(before), none))
        .as("only of what changes")
        .containsExactly(
            new Refusal.OfService(
                new TenantName("video"), "tts", new Misfit.PolicyType("kept", "cache", Set.of())));
  }

  private static final String OTHER =
      """
      ---
      apiVersion: skerry/v1
      kind: Policy
      metadata: {name: kept, tenant: video}
      spec: {service: tts, type: cache, config: {ttl: 5s}}
      """;

  private static Iterable<Refusal> foresee(String documents, Abilities abilities) {
    Compilation compilation = Compilation.of(ResourceSet.of(Fleets.yaml(documents)));
    return new Foresight().refusals(snapshot(compilation), abilities);
  }

  private static CompiledSnapshot snapshot(Compilation compilation) {
    return compilation.snapshotOf(NODE).orElseThrow();
  }

  private static Refusal ofAsr(Misfit why) {
    return new Refusal.OfService(new TenantName("video"), "asr", why);
  }

  private static Abilities able(Set<String> types, Set<String> features) {
    return Abilities.UNKNOWN.with(types, features);
  }

  private static Abilities limited(Limit limit, long most) {
    return new Abilities(
        Optional.empty(), Optional.empty(), Optional.empty(), Map.of(limit.wireName(), most));
  }
}

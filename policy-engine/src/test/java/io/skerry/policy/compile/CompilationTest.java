package io.skerry.policy.compile;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.TestFiles;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Snapshot;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder in `compile/` is a case: `policy.yaml` and `nodes.yaml` are declared, and what every
/// node gets must be what `expected.txt` says.
class CompilationTest {

  static List<String> cases() {
    return TestFiles.folders("compile");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void everyNodeGetsWhatIsExpected(String folder) {
    String path = "compile/" + folder + "/";
    List<Resource> resources = new ArrayList<>(Fleets.yaml(TestFiles.read(path + "nodes.yaml")));
    resources.addAll(Fleets.yaml(TestFiles.read(path + "policy.yaml")));
    assertThat(render(Compilation.of(ResourceSet.of(resources))))
        .isEqualTo(TestFiles.read(path + "expected.txt").strip());
  }

  @Test
  void theDigestOfASnapshotIsFixedForEver() {
    Compilation compilation = Compilation.of(fleet());
    CompiledSnapshot snapshot = compilation.snapshotOf(new ResourceName("iad-1")).orElseThrow();
    assertThat(snapshot.manifest().asText())
        .isEqualTo(
            """
            {"apiVersion":"skerry/v1","entries":[{"blob":"%s","kind":"policy",\
            "name":"policy/us-east-1/asr/limit","size":%d,"tenant":"default"}],"kind":"Snapshot"}"""
                .formatted(Digest.of(blob().toArray()), blob().size()));
    assertThat(snapshot.digest()).isEqualTo(snapshot.manifest().digest());
    assertThat(snapshot.blobs()).containsExactly(Map.entry(blob().digest(), blob()));
  }

  @Test
  void aBlobIsMadeOnceForAllNodesThatShareIt() {
    Compilation compilation = Compilation.of(fleet());
    Bytes first = blobOn(compilation, "iad-1");
    assertThat(blobOn(compilation, "iad-2")).isSameAs(first);
    assertThat(compilation.distinctSnapshots()).hasSize(1);
  }

  @Test
  void aChangeThatReachesNoEntryKeepsTheSnapshotsThemselves() {
    ResourceSet fleet = fleet();
    Compilation before = Compilation.of(fleet);
    Resource elsewhere =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: Policy, metadata: {name: elsewhere},
             spec: {service: asr, type: config, placement: {where: 'region == "mars"'}, config: {}}}
            """);
    Compilation after = before.update(fleet.with(elsewhere), Set.of(elsewhere.id()));
    ResourceName node = new ResourceName("iad-1");
    assertThat(after.snapshotOf(node).orElseThrow())
        .isSameAs(before.snapshotOf(node).orElseThrow());
    assertThat(after.warnings())
        .containsExactly(new Compilation.Warning(elsewhere.id(), "selects no node"));
  }

  @Test
  void aResourceThatCannotBeCompiledIsNamedAndTheOthersAreCompiled() {
    Resource broken =
        Fleets.one(
            """
            {apiVersion: skerry/v1, kind: Policy, metadata: {name: broken},
             spec: {service: asr, type: config, placement: {where: 'moon == 1'}, config: {}}}
            """);
    Compilation compilation = Compilation.of(fleet().with(broken));
    assertThat(compilation.faults()).containsOnlyKeys(broken.id());
    assertThat(compilation.desired()).isEqualTo(Compilation.of(fleet()).desired());
    assertThat(compilation.update(fleet(), Set.of(broken.id())).faults()).isEmpty();
  }

  @Test
  void nothingIsDecidedAboutANodeWhoseCellIsNotDeclared() {
    ResourceSet fleet = fleet();
    ResourceId cell = ResourceId.cluster(Kind.CELL, new ResourceName("aws-us-east-1"));
    Compilation without = Compilation.of(fleet).update(fleet.without(cell), Set.of(cell));
    assertThat(without.desired()).isEmpty();
    assertThat(without.update(fleet, Set.of(cell)).desired())
        .isEqualTo(Compilation.of(fleet).desired());
  }

  @Test
  void whereAResourceIsCanBeAsked() {
    assertThat(
            Compilation.of(fleet())
                .nodesWith(
                    new ResourceId(Kind.POLICY, TenantName.DEFAULT, new ResourceName("limit"))))
        .containsExactly(new ResourceName("iad-1"), new ResourceName("iad-2"));
  }

  private static ResourceSet fleet() {
    return ResourceSet.of(
        Fleets.yaml(
            """
            {apiVersion: skerry/v1, kind: Cell, metadata: {name: aws-us-east-1}, spec: {cloud: aws, region: us-east-1}}
            ---
            {apiVersion: skerry/v1, kind: Node, metadata: {name: iad-1}, spec: {cell: aws-us-east-1}}
            ---
            {apiVersion: skerry/v1, kind: Node, metadata: {name: iad-2}, spec: {cell: aws-us-east-1}}
            ---
            {apiVersion: skerry/v1, kind: Policy, metadata: {name: limit}, spec: {service: asr, type: rateLimit, config: {burst: 4.0e2}}}
            """));
  }

  private static Bytes blob() {
    return Bytes.utf8(
        """
        {"config":{"burst":400},"generation":0,"name":"limit","priority":100,"service":"asr",\
        "type":"rateLimit"}""");
  }

  private static Bytes blobOn(Compilation compilation, String node) {
    return compilation
        .snapshotOf(new ResourceName(node))
        .orElseThrow()
        .blobs()
        .values()
        .iterator()
        .next();
  }

  private static String render(Compilation compilation) {
    StringBuilder text = new StringBuilder();
    compilation
        .desired()
        .keySet()
        .forEach(
            node -> {
              CompiledSnapshot snapshot = compilation.snapshotOf(node).orElseThrow();
              text.append(node).append('\n');
              snapshot.snapshot().entries().forEach(entry -> append(text, entry, snapshot));
            });
    text.append(
        compilation.warnings().stream()
            .map(warning -> "warning: " + warning.resource() + " " + warning.message())
            .collect(Collectors.joining("\n")));
    return text.toString().strip();
  }

  private static void append(StringBuilder text, Snapshot.Entry entry, CompiledSnapshot snapshot) {
    Bytes blob = snapshot.blobs().getOrDefault(entry.blob(), Bytes.utf8("missing"));
    assertThat(blob.digest()).isEqualTo(entry.blob());
    assertThat((long) blob.size()).isEqualTo(entry.size());
    text.append("  ")
        .append(entry.tenant())
        .append(' ')
        .append(entry.name())
        .append(' ')
        .append(blob.asText())
        .append('\n');
  }
}

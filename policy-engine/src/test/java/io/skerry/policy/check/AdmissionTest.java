package io.skerry.policy.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.policy.fixture.Fleets;
import io.skerry.policy.fixture.TestFiles;
import io.skerry.policy.model.ResourceSet;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Each folder in `admission/` is a case: `current.yaml` is declared, `proposed.yaml` is put, each
/// line of `deleted.txt` is deleted, and the findings must be those of `expected_errors.baseline`.
class AdmissionTest {

  static List<String> cases() {
    return TestFiles.folders("admission");
  }

  @ParameterizedTest
  @MethodSource("cases")
  void findingsAreThoseOfTheBaseline(String folder) {
    String path = "admission/" + folder + "/";
    ResourceSet current =
        TestFiles.exists(path + "current.yaml")
            ? ResourceSet.of(Fleets.yaml(TestFiles.read(path + "current.yaml")))
            : ResourceSet.EMPTY;
    List<Edit> edits = Stream.concat(puts(path), deletes(path)).toList();
    String findings =
        Admission.check(current, edits).stream()
            .map(
                finding ->
                    "documents["
                        + finding.edit()
                        + "]."
                        + finding.error().field()
                        + " "
                        + finding.reason()
                        + " "
                        + finding.error().message())
            .collect(Collectors.joining("\n"));
    assertThat(findings).isEqualTo(TestFiles.read(path + "expected_errors.baseline").strip());
  }

  @Test
  void longListsOfReferentsAreCutShort() {
    Resource cell =
        Fleets.one(
            "{apiVersion: skerry/v1, kind: Cell, metadata: {name: c}, spec: {cloud: aws, region: r}}");
    ResourceSet current = ResourceSet.EMPTY.with(cell);
    for (int i = 0; i < 9; i++) {
      current = current.with(Fleets.node("n" + i, "c", java.util.Map.of()));
    }
    assertThat(Admission.check(current, List.of(new Edit.Delete(cell.id()))))
        .singleElement()
        .satisfies(
            finding ->
                assertThat(finding.error().message())
                    .isEqualTo(
                        "cells/c is used by nodes/n0, nodes/n1, nodes/n2, nodes/n3, nodes/n4 and 4"
                            + " more: delete or change them first"));
  }

  private static Stream<Edit> puts(String path) {
    return TestFiles.exists(path + "proposed.yaml")
        ? Fleets.yaml(TestFiles.read(path + "proposed.yaml")).stream().map(Edit.Put::new)
        : Stream.of();
  }

  private static Stream<Edit> deletes(String path) {
    return TestFiles.exists(path + "deleted.txt")
        ? TestFiles.read(path + "deleted.txt").lines().map(AdmissionTest::id).map(Edit.Delete::new)
        : Stream.of();
  }

  private static ResourceId id(String text) {
    List<String> parts = List.of(text.split("/", -1));
    Kind kind = Kind.ofPlural(parts.getFirst()).orElseThrow();
    ResourceName name = new ResourceName(parts.getLast());
    return parts.size() == 2
        ? ResourceId.cluster(kind, name)
        : new ResourceId(kind, new TenantName(parts.get(1)), name);
  }
}

package io.skerry.schema.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final ResourceName NODE = new ResourceName("iad-1");
  private static final Digest DIGEST = new Digest("ab".repeat(32));

  @ParameterizedTest
  @EnumSource(Kind.class)
  void everyResourceKeyIsRecognised(Kind kind) {
    ResourceId id =
        kind.scope() == Kind.Scope.CLUSTER
            ? ResourceId.cluster(kind, NODE)
            : new ResourceId(kind, new TenantName("video"), NODE);

    assertThat(KEYS.locate(KEYS.resource(id).path())).contains(new Address.OfResource(id));
    assertThat(KEYS.resources(kind).contains(KEYS.resource(id).path())).isTrue();
  }

  @Test
  void everyOtherKeyIsRecognised() {
    assertThat(KEYS.locate(KEYS.ref(NODE).path())).contains(new Address.OfRef(NODE));
    assertThat(KEYS.locate(KEYS.status(NODE).path())).contains(new Address.OfStatus(NODE));
    assertThat(KEYS.locate(KEYS.snapshot(DIGEST).path())).contains(new Address.OfSnapshot(DIGEST));
    assertThat(KEYS.locate(KEYS.blob(DIGEST).path())).contains(new Address.OfBlob(DIGEST));
    assertThat(KEYS.locate(KEYS.leader().path())).contains(new Address.OfLeader());
    assertThat(KEYS.locate(KEYS.member(NODE).path())).contains(new Address.OfMember("iad-1"));
    assertThat(KEYS.locate(KEYS.joinToken(NODE).path())).contains(new Address.OfJoinToken("iad-1"));
    assertThat(KEYS.locate(KEYS.credential(NODE).path())).contains(new Address.OfCredential(NODE));
    assertThat(KEYS.locate(KEYS.outbox("01J00000000000000000000000").path()))
        .contains(new Address.OfOutbox("01J00000000000000000000000"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/skerry/v1/cells/other/refs/iad-1",
        "/skerry/v1/cells/local/refs/",
        "/skerry/v1/cells/local/refs/a/b",
        "/skerry/v1/cells/local/refs/UPPER",
        "/skerry/v1/cells/local/blobs/abc",
        "/skerry/v1/cells/local/resources/cells/default/x",
        "/skerry/v1/cells/local/resources/policies/_/x",
        "/skerry/v1/cells/local/resources/nodes/_/x",
        "/skerry/v1/cells/local/",
        "",
        "leader"
      })
  void foreignAndMalformedPathsAreNotRecognised(String path) {
    assertThat(KEYS.locate(path)).isEmpty();
  }

  @Test
  void oneNodesRangeNeverCoversAnother() {
    assertThat(
            KEYS.refOf(new ResourceName("node1"))
                .contains(KEYS.ref(new ResourceName("node10")).path()))
        .isFalse();
  }

  @Test
  void outboxKeysTakeOnlyUlids() {
    assertThatThrownBy(() -> KEYS.outbox("../leader")).isInstanceOf(IllegalArgumentException.class);
  }
}

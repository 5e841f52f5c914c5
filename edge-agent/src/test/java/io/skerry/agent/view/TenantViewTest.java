package io.skerry.agent.view;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.view.ConfigEntry.Content;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Snapshot.EntryKind;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TenantViewTest {

  @Test
  void everyPolicyIsFoundByItsPartsAndNothingElseIs() {
    EntryTree tree = tree(500);
    for (int i = 0; i < 500; i++) {
      assertThat(tree.tenant(TenantName.DEFAULT).get("r" + i % 7, "s" + i % 11, "p" + i))
          .as("policy %d", i)
          .isPresent();
      assertThat(tree.tenant(TenantName.DEFAULT).get("r" + (i + 1) % 7, "s" + i % 11, "p" + i))
          .isEmpty();
    }
    assertThat(EntryTree.EMPTY.tenant(TenantName.DEFAULT).get("r", "s", "p")).isEmpty();
  }

  @Test
  void prefixGivesExactlyTheNamesThatStartWithIt() {
    TenantView view = tree(500).tenant(TenantName.DEFAULT);
    assertThat(view.withPrefix("policy/r1/"))
        .hasSize(72)
        .allSatisfy(entry -> assertThat(entry.address().name()).startsWith("policy/r1/"));
    assertThat(view.withPrefix("")).hasSize(500);
    assertThat(view.withPrefix("zzz")).isEmpty();
    assertThat(view.withPrefix("policy/r1")).hasSize(72);
  }

  @Test
  void tenantsDoNotSeeEachOther() {
    EntryTree tree = tree(3);
    assertThat(tree.tenant(new TenantName("acme")).withPrefix("")).isEmpty();
    assertThat(tree.at(new EntryAddress(new TenantName("acme"), "policy/r0/s0/p0"))).isEmpty();
    assertThat(tree.at(new EntryAddress(TenantName.DEFAULT, "policy/r0/s0/p0"))).isPresent();
  }

  @Test
  void changedContentIsSeenInTheNextTreeAndTheRestIsShared() {
    EntryTree before = tree(500);
    List<ConfigEntry> entries = new ArrayList<>(before.all());
    ConfigEntry.Policy old = (ConfigEntry.Policy) entries.get(123);
    ConfigEntry.Policy changed = withPriority(old, 7);
    entries.set(123, changed);
    EntryTree after = before.next(entries);
    assertThat(after.at(changed.address())).containsSame(changed);
    assertThat(before.at(changed.address())).containsSame(old);
    assertThat(after.tenant(TenantName.DEFAULT).get(old.region(), old.service(), old.name()))
        .containsSame(changed);
    assertThat(before.tenant(TenantName.DEFAULT).get(old.region(), old.service(), old.name()))
        .containsSame(old);
    for (ConfigEntry entry : entries) {
      assertThat(after.at(entry.address())).containsSame(entry);
    }
    assertThat(before.next(before.all()).tenant(TenantName.DEFAULT))
        .isSameAs(before.tenant(TenantName.DEFAULT));
  }

  @Test
  void addedAndRemovedEntriesAreFoundAndGone() {
    EntryTree before = tree(50);
    List<ConfigEntry> entries = new ArrayList<>(before.all());
    ConfigEntry gone = entries.remove(10);
    EntryTree fewer = before.next(entries);
    assertThat(fewer.at(gone.address())).isEmpty();
    assertThat(fewer.all()).hasSize(49);
    assertThat(fewer.next(before.all()).at(gone.address())).containsSame(gone);
    assertThat(fewer.next(List.of()).tenant(TenantName.DEFAULT).withPrefix("")).isEmpty();
  }

  private static ConfigEntry.Policy withPriority(ConfigEntry.Policy old, int priority) {
    Content content =
        new Content(
            old.address(),
            EntryKind.POLICY,
            Bytes.utf8("priority " + priority).digest(),
            2,
            old.content().document());
    return new ConfigEntry.Policy(
        content, old.region(), old.service(), old.name(), old.type(), priority, old.config());
  }

  private static EntryTree tree(int policies) {
    List<ConfigEntry> entries = new ArrayList<>();
    for (int i = 0; i < policies; i++) {
      String region = "r" + i % 7;
      String service = "s" + i % 11;
      String name = "policy/" + region + "/" + service + "/p" + i;
      JsonDocument document = new JsonDocument("{}");
      entries.add(
          new ConfigEntry.Policy(
              new Content(
                  new EntryAddress(TenantName.DEFAULT, name),
                  EntryKind.POLICY,
                  Bytes.utf8("{}").digest(),
                  2,
                  document),
              region,
              service,
              "p" + i,
              "rateLimit",
              1,
              document));
    }
    entries.sort(java.util.Comparator.comparing(entry -> entry.address().name()));
    return new EntryTree(entries);
  }
}

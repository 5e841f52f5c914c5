package io.skerry.control.fleet;

import static io.skerry.control.fleet.Declarations.name;
import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class WrittenRefsTest {

  private static final Keys KEYS = new Keys(new ResourceName("local"));
  private static final Ref REF = ref(1);
  private static final Bytes STORED = stored(REF);

  private final WrittenRefs written = new WrittenRefs();

  private static Ref ref(long generation) {
    return new Ref(
        name("n1"),
        new Digest("a".repeat(64)),
        generation,
        "r",
        0,
        Ref.Reason.NORMAL,
        Instant.EPOCH,
        Set.of());
  }

  private static Bytes stored(Ref ref) {
    return KEYS.ref(ref.node()).codec().encode(new RefEnvelope(ref, Map.of()));
  }

  private FleetImage shown(Bytes bytes) {
    Revision at = new Revision(7);
    Change change = new Change.Put(new RawEntry(KEYS.ref(name("n1")).path(), bytes, at, at));
    return FleetImage.EMPTY.apply(KEYS, written, List.of(change), at).after();
  }

  @Test
  void theImageShowsTheVeryRefThatWasWritten() {
    written.expect(REF, STORED);

    assertThat(shown(STORED).refs().get(name("n1")).orElseThrow().value()).isSameAs(REF);
  }

  @Test
  void aRefIsRecognisedOnce() {
    written.expect(REF, STORED);

    assertThat(written.recognise(name("n1"), STORED)).contains(REF);
    assertThat(written.recognise(name("n1"), STORED)).isEmpty();
  }

  @Test
  void whatSomebodyElseWroteIsReadAsItStands() {
    written.expect(REF, STORED);

    assertThat(shown(stored(ref(2))).refs().get(name("n1")).orElseThrow().value())
        .isEqualTo(ref(2));
  }

  @Test
  void aValueThatCannotBeReadIsNotTakenForTheExpectedOne() {
    written.expect(REF, STORED);

    FleetImage image = shown(Bytes.utf8("{"));

    assertThat(image.refs().isEmpty()).isTrue();
    assertThat(image.unreadable().isEmpty()).isFalse();
  }
}

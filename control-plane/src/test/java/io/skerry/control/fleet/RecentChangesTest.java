package io.skerry.control.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class RecentChangesTest {

  /// One change per revision, from revision 1 on.
  private static List<FleetDelta> history(int length) {
    List<FleetDelta> deltas = new ArrayList<>();
    FleetImage image = FleetImage.EMPTY;
    for (int size = 1; size <= length; size++) {
      FleetDelta delta = Outboxes.resized(image, size);
      deltas.add(delta);
      image = delta.after();
    }
    return deltas;
  }

  private static Optional<List<Long>> revisionsAfter(RecentChanges recent, long since) {
    return recent
        .after(new Revision(since))
        .map(changes -> changes.stream().map(change -> change.revision().value()).toList());
  }

  @Test
  void whatWasMissedIsWhatIsGreaterThanTheLastSeenRevision() {
    RecentChanges recent = new RecentChanges(100);
    history(5).forEach(recent::add);

    assertThat(revisionsAfter(recent, 3)).contains(List.of(4L, 5L));
    assertThat(revisionsAfter(recent, 5)).contains(List.of());
    assertThat(revisionsAfter(recent, 0)).contains(List.of(1L, 2L, 3L, 4L, 5L));
  }

  @Test
  void whatIsForgottenCannotBeResumedFrom() {
    RecentChanges recent = new RecentChanges(2);
    history(5).forEach(recent::add);

    assertThat(revisionsAfter(recent, 3)).contains(List.of(4L, 5L));
    assertThat(revisionsAfter(recent, 2)).isEmpty();
  }

  @Test
  void aDeltaLargerThanTheMemoryIsForgottenWithAllBeforeIt() {
    RecentChanges recent = new RecentChanges(2);
    FleetDelta large = Outboxes.resized(FleetImage.EMPTY, 3);
    recent.add(large);

    assertThat(revisionsAfter(recent, 0)).isEmpty();
    assertThat(revisionsAfter(recent, 1)).contains(List.of());
  }

  @Test
  void aRestartForgetsWhatCameBefore() {
    RecentChanges recent = new RecentChanges(10);
    history(3).forEach(recent::add);
    recent.restart(new Revision(7));

    assertThat(revisionsAfter(recent, 3)).isEmpty();
    assertThat(revisionsAfter(recent, 7)).contains(List.of());
  }
}

package io.skerry.control.lease;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.StateStore.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ElectionTest {

  private static final Instant START = Instant.parse("2026-11-20T11:00:00Z");
  private static final Duration TTL = Duration.ofSeconds(9);
  private static final HeldLease LEASE = new HeldLease(new Lease(1), TTL, START);
  private static final Member ME = new Member("me", "http://me", START);
  private static final Member OTHER = new Member("other", "http://other", START);
  private static final Term TERM = new Term(new Revision(7));

  private static Situation.Observed seeing(long revision, Optional<Versioned<Member>> leader) {
    return new Situation.Observed(new Revision(revision), true, leader);
  }

  private static Optional<Versioned<Member>> leader(Member member, long term) {
    return Optional.of(new Versioned<>(member, new Revision(term), new Revision(term)));
  }

  private static Situation at(long second, Optional<Term> term, Situation.Observed observed) {
    return new Situation(
        START.plusSeconds(second), Optional.of(LEASE), Optional.empty(), term, observed);
  }

  @Test
  void aLeaseComesFirst() {
    Situation bare =
        new Situation(
            START,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            seeing(1, Optional.empty()));

    assertThat(Election.next(bare)).isEqualTo(new Step.Acquire());
  }

  @Test
  void aLeaderWithoutALeaseStepsDownBeforeItAsksForAnother() {
    Situation bare =
        new Situation(
            START,
            Optional.empty(),
            Optional.empty(),
            Optional.of(TERM),
            seeing(7, Optional.empty()));

    assertThat(Election.next(bare)).isInstanceOf(Step.StepDown.class);
  }

  @Test
  void aVacantOfficeIsCampaignedFor() {
    assertThat(Election.next(at(1, Optional.empty(), seeing(5, Optional.empty()))))
        .isEqualTo(new Step.Campaign(LEASE));
  }

  @Test
  void nobodyCampaignsOnAViewThatLagsBehind() {
    Situation.Observed lagging = new Situation.Observed(new Revision(5), false, Optional.empty());

    assertThat(Election.next(at(1, Optional.empty(), lagging)))
        .isEqualTo(new Step.Await(LEASE.renewAt()));
  }

  @Test
  void aTakenOfficeIsRespected() {
    assertThat(Election.next(at(1, Optional.empty(), seeing(8, leader(OTHER, 7)))))
        .isEqualTo(new Step.Await(LEASE.renewAt()));
  }

  @Test
  void anOfficeThatWasWonWithoutHearingOfItIsTaken() {
    Situation won =
        new Situation(
            START.plusSeconds(1),
            Optional.of(LEASE),
            Optional.of(ME),
            Optional.empty(),
            seeing(8, leader(ME, 7)));

    assertThat(Election.next(won)).isEqualTo(new Step.TakeOffice(TERM));
  }

  @Test
  void aLeaderRenewsThreeTimesPerLife() {
    assertThat(Election.next(at(2, Optional.of(TERM), seeing(7, leader(ME, 7)))))
        .isEqualTo(new Step.Await(START.plusSeconds(3)));
    assertThat(Election.next(at(3, Optional.of(TERM), seeing(7, leader(ME, 7)))))
        .isEqualTo(new Step.Renew(LEASE));
  }

  @Test
  void aLeaseThatWasNotRenewedInTimeIsForfeited() {
    assertThat(Election.next(at(9, Optional.of(TERM), seeing(7, leader(ME, 7)))))
        .isInstanceOf(Step.Forfeit.class);
  }

  @Test
  void aLeaderWhoseKeyIsSeenGoneStepsDown() {
    assertThat(Election.next(at(1, Optional.of(TERM), seeing(8, Optional.empty()))))
        .isInstanceOf(Step.StepDown.class);
    assertThat(Election.next(at(1, Optional.of(TERM), seeing(9, leader(OTHER, 9)))))
        .isInstanceOf(Step.StepDown.class);
  }

  @Test
  void aViewFromBeforeTheTermSaysNothingAboutIt() {
    assertThat(Election.next(at(1, Optional.of(TERM), seeing(6, Optional.empty()))))
        .isEqualTo(new Step.Await(LEASE.renewAt()));
  }
}

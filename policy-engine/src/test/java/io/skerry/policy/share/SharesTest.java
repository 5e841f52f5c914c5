package io.skerry.policy.share;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.skerry.policy.fixture.Randomness;
import io.skerry.policy.share.Shares.Member;
import io.skerry.policy.share.Shares.Share;
import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class SharesTest {

  private static final Offset<Double> EXACT = within(1e-9);

  @Test
  void equalNodesShareEqually() {
    assertThat(Shares.of(List.of(node("a", 100, 100), node("b", 100, 100))).members())
        .extracting(Share::share)
        .containsExactly(0.5, 0.5);
  }

  @Test
  void weightAndHealthCountSixToFour() {
    Shares shares = Shares.of(List.of(node("a", 100, 100), node("b", 50, 50)));

    assertThat(shares.members().getLast().part()).isCloseTo(0.5, EXACT);
    assertThat(shares.members().getLast().share()).isCloseTo(1 / 3.0, EXACT);
    assertThat(shares.members().getLast().derivation())
        .isEqualTo("max(0.05, 0.6 x 50/100 + 0.4 x 50/100) = 0.5000");
  }

  @Test
  void nobodyIsStarvedByItsHealthAlone() {
    Shares shares = Shares.of(List.of(node("a", 1000, 100), node("b", 1, 0)));

    assertThat(shares.members().getLast().part()).isCloseTo(0.05, EXACT);
  }

  @Test
  void aWeightOfZeroIsAnOperatorsWord() {
    Shares shares = Shares.of(List.of(node("a", 100, 100), node("b", 0, 100)));

    assertThat(shares.members().getLast().share()).isZero();
    assertThat(shares.members().getFirst().share()).isEqualTo(1);
  }

  @Test
  void anEvictedNodeGetsNothing() {
    Member evicted = new Member(new ResourceName("b"), 100, 100, true);

    assertThat(Shares.of(List.of(node("a", 100, 10), evicted)).members().getLast().share())
        .isZero();
  }

  @Test
  void sharesAddUpToOneAndFollowPartsWhateverTheNodes() {
    for (long seed : Randomness.seeds(500)) {
      Random random = new Random(seed);
      List<Member> members = new ArrayList<>();
      for (int node = random.nextInt(1, 40); node > 0; node--) {
        members.add(node("n" + node, random.nextInt(0, 1001), random.nextInt(101)));
      }
      Shares shares = Shares.of(members);
      double sum = shares.members().stream().mapToDouble(Share::share).sum();
      assertThat(sum).as("seed %d", seed).isCloseTo(shares.total() > 0 ? 1 : 0, EXACT);
      shares
          .members()
          .forEach(it -> assertThat(it.part() == 0).isEqualTo(it.member().weight() == 0));
    }
  }

  private static Member node(String name, int weight, int score) {
    return new Member(new ResourceName(name), weight, score, false);
  }
}

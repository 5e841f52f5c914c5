package io.skerry.policy.share;

import io.skerry.schema.model.ResourceName;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// Divides a service's traffic among its nodes by weight and health: each node's part is `max(0.05,
/// 0.6 x weight + 0.4 x score)`, with the weight relative to the heaviest node's and the score
/// relative to 100, and its share is its part of all parts. Pure.
///
/// The floor keeps a node that is unwell from being starved, which would hide whether it is well
/// again. A weight of 0 is an operator's word that a node gets nothing, and has no floor. Nor has
/// an evicted node, whose place others have.
///
/// @param members in the order given
/// @param total of all parts
public record Shares(List<Share> members, double total) {

  private static final double FLOOR = 0.05;
  private static final double OF_WEIGHT = 0.6;
  private static final double OF_SCORE = 0.4;
  private static final double BEST = 100;

  /// Copies the list.
  public Shares {
    members = List.copyOf(members);
  }

  /// A node that serves.
  ///
  /// @param node which
  /// @param weight as declared, at least 0
  /// @param score its health as decisions go by it, 0 to 100
  /// @param isEvicted whether its place is taken by others while it is silent
  public record Member(ResourceName node, int weight, int score, boolean isEvicted) {}

  /// What a node should get.
  ///
  /// @param member who
  /// @param part before the division by the total
  /// @param share 0 to 1; all shares add up to 1, unless nobody has a part
  /// @param derivation how the part came about, for people
  public record Share(Member member, double part, double share, String derivation) {}

  /// Divides.
  public static Shares of(List<Member> nodes) {
    int heaviest = nodes.stream().mapToInt(Member::weight).max().orElse(0);
    double total = nodes.stream().mapToDouble(node -> part(node, heaviest)).sum();
    List<Share> shares = new ArrayList<>();
    for (Member node : nodes) {
      double part = part(node, heaviest);
      shares.add(
          new Share(node, part, total > 0 ? part / total : 0, derivation(node, part, heaviest)));
    }
    return new Shares(shares, total);
  }

  private static double part(Member node, int heaviest) {
    if (node.isEvicted() || node.weight() == 0) {
      return 0;
    }
    return Math.max(FLOOR, OF_WEIGHT * node.weight() / heaviest + OF_SCORE * node.score() / BEST);
  }

  private static String derivation(Member node, double part, int heaviest) {
    if (node.isEvicted()) {
      return "evicted: others have its place";
    }
    return node.weight() == 0
        ? "weight 0: no traffic"
        : String.format(
            Locale.ROOT,
            "max(%.2f, %.1f x %d/%d + %.1f x %d/100) = %.4f",
            FLOOR,
            OF_WEIGHT,
            node.weight(),
            heaviest,
            OF_SCORE,
            node.score(),
            part);
  }
}

package io.skerry.agent.care;

import io.skerry.agent.observe.ConditionType;
import io.skerry.agent.observe.StatusBoard;
import java.util.List;
import java.util.function.Supplier;

/// Says on the board which upstreams get no requests from this node, as soon as that changes. Used
/// by one thread.
public final class UpstreamWatch {

  private static final int NAMED = 2;

  private final Supplier<List<String>> down;
  private final StatusBoard board;
  private List<String> told = List.of();

  /// @param down the upstreams that get none now, in a steady order
  public UpstreamWatch(Supplier<List<String>> down, StatusBoard board) {
    this.down = down;
    this.board = board;
  }

  /// Looks, and says what changed.
  public void look() {
    List<String> now = down.get();
    if (now.equals(told)) {
      return;
    }
    told = now;
    if (now.isEmpty()) {
      board.clear(ConditionType.UPSTREAM_DOWN);
    } else {
      board.raise(ConditionType.UPSTREAM_DOWN, "no requests go to " + list(now));
    }
  }

  private static String list(List<String> all) {
    String named = String.join(", ", all.subList(0, Math.min(NAMED, all.size())));
    return all.size() > NAMED ? named + " and " + (all.size() - NAMED) + " more" : named;
  }
}

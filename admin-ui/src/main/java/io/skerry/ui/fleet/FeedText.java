package io.skerry.ui.fleet;

import io.skerry.ui.state.FeedEntry;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.RolloutView;
import io.skerry.ui.text.Texts;
import java.util.Locale;
import java.util.Optional;

/// Says a feed entry in one line. Pure.
final class FeedText {

  private FeedText() {}

  /// The sentence.
  static String of(FeedEntry entry, Texts texts) {
    return switch (entry) {
      case FeedEntry.StateChanged(var at, var before, var after) -> {
        String from = texts.state(before.state()).toLowerCase(Locale.ROOT);
        String to = texts.state(after.state()).toLowerCase(Locale.ROOT);
        String reason = after.health().reason();
        yield reason.isEmpty()
            ? texts.get("feed.state", after.name(), from, to)
            : texts.get("feed.state.why", after.name(), from, to, reason);
      }
      case FeedEntry.Applied(var at, var node, var mark) -> {
        String took = mark.took().map(texts::fine).orElse("–");
        yield texts.get("feed.applied", node.name(), mark.generation(), mark.shortDigest(), took);
      }
      case FeedEntry.NodeListChanged(var at, var node, boolean present) ->
          texts.get(present ? "feed.joined" : "feed.left", node.name(), node.cell());
      case FeedEntry.ResourceChanged(
              var at,
              var type,
              String kind,
              String path,
              long generation) -> {
        String verb = texts.get("change." + type.name().toLowerCase(Locale.ROOT));
        yield texts.get("feed.resource", kind, path, verb, generation);
      }
      case FeedEntry.RolloutMoved(var at, var rollout) -> rollout(rollout, texts);
      case FeedEntry.Listed(var at, int nodes, int cells) -> texts.get("feed.listed", nodes, cells);
      case FeedEntry.Gap(var at, var since) -> texts.get("feed.gap", since);
      case FeedEntry.WentOffline(var at, String reason) -> texts.get("feed.offline", reason);
      case FeedEntry.CameBack back -> texts.get("feed.back");
    };
  }

  private static String rollout(RolloutView rollout, Texts texts) {
    String phase = texts.phase(rollout.phase());
    String where =
        rollout.waves() == 0
            ? texts.get("feed.rollout", rollout.subject(), phase)
            : texts.get(
                "feed.rollout.wave", rollout.subject(), phase, rollout.wave(), rollout.waves());
    return rollout.reason().isEmpty() ? where : where + ": " + rollout.reason();
  }

  /// The state to mark it with; empty for entries that are not about a node's state.
  static Optional<NodeState> state(FeedEntry entry) {
    return switch (entry) {
      case FeedEntry.StateChanged changed -> Optional.of(changed.after().state());
      case FeedEntry.Applied applied -> Optional.of(NodeState.READY);
      case FeedEntry.NodeListChanged listed -> Optional.of(NodeState.PENDING);
      case FeedEntry.WentOffline offline -> Optional.of(NodeState.LOST);
      case FeedEntry.Gap gap -> Optional.of(NodeState.DEGRADED);
      case FeedEntry.RolloutMoved moved -> Optional.empty();
      case FeedEntry.ResourceChanged changed -> Optional.empty();
      case FeedEntry.Listed listed -> Optional.empty();
      case FeedEntry.CameBack back -> Optional.of(NodeState.READY);
    };
  }
}

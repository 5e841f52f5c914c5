package io.skerry.ui.fleet;

import io.skerry.ui.state.Attention;
import io.skerry.ui.state.AttentionRanking;
import io.skerry.ui.state.ChangeType;
import io.skerry.ui.state.Feed;
import io.skerry.ui.state.FeedEntry;
import io.skerry.ui.state.Filter;
import io.skerry.ui.state.FleetDelta;
import io.skerry.ui.state.FleetImage;
import io.skerry.ui.state.NodeState;
import io.skerry.ui.state.NodeView;
import io.skerry.ui.state.Resource;
import io.skerry.ui.state.RolloutView;
import io.skerry.ui.state.Selection;
import io.skerry.ui.state.SnapshotMark;
import io.skerry.ui.state.StreamSignal;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What the Fleet screen shows and what its user chose. Every part of the screen reads the same
/// [#image()]. Confined to one thread (the drawing thread in the program); free of any toolkit.
public final class FleetViewModel {

  /// Events kept in the feed.
  public static final int FEED_CAPACITY = 5_000;

  private final FleetDelta delta = new FleetDelta();
  private final Feed feed = new Feed(FEED_CAPACITY);
  private FleetImage image = FleetImage.EMPTY;
  private List<Attention> attention = List.of();
  private Filter filter = Filter.NONE;
  private Selection selection = new Selection.None();
  private ViewMode mode = ViewMode.MAP;
  private Optional<StreamSignal.Difference> difference = Optional.empty();
  private final Map<String, RolloutView> rollouts = new HashMap<>();
  private boolean offline;
  private boolean listedOnce;
  private long version;

  /// Takes one signal in; [#settle(Instant)] makes its effect visible.
  public void accept(StreamSignal signal) {
    switch (signal) {
      case StreamSignal.Opened opened -> opened(opened);
      case StreamSignal.Changed changed -> changed(changed);
      case StreamSignal.Bookmark bookmark -> listed(bookmark.receivedAt());
      case StreamSignal.Gap gap -> feed.add(new FeedEntry.Gap(gap.at(), gap.since()));
      case StreamSignal.Lost lost -> lost(lost);
      case StreamSignal.Polled polled -> delta.heard(polled.lastHeard());
      case StreamSignal.Difference found -> difference = Optional.of(found);
    }
    version++;
  }

  /// Makes everything taken in visible: a new image, and what needs attention at `now`.
  public void settle(Instant now) {
    image = delta.image();
    attention = AttentionRanking.rank(image, now);
    if (!exists(selection)) {
      selection = new Selection.None();
    }
    version++;
  }

  private void opened(StreamSignal.Opened opened) {
    if (opened.listing()) {
      delta.beginListing();
      rollouts.clear();
    } else if (offline) {
      feed.add(new FeedEntry.CameBack(opened.at()));
    }
    offline = false;
  }

  private void lost(StreamSignal.Lost lost) {
    if (!offline && listedOnce) {
      feed.add(new FeedEntry.WentOffline(lost.at(), lost.reason()));
    }
    offline = true;
  }

  private void listed(Instant at) {
    if (!delta.listing()) {
      return;
    }
    for (NodeView gone : delta.endListing()) {
      feed.add(new FeedEntry.NodeListChanged(at, gone, false));
    }
    FleetImage all = delta.image();
    feed.add(new FeedEntry.Listed(at, all.nodes().size(), all.cells().size()));
    listedOnce = true;
  }

  private void changed(StreamSignal.Changed change) {
    boolean deleted = change.type() == ChangeType.DELETED;
    switch (change.resource()) {
      case Resource.OfNode(NodeView node) when deleted -> {
        delta.remove(node.name());
        feed.add(new FeedEntry.NodeListChanged(change.receivedAt(), node, false));
      }
      case Resource.OfNode(NodeView node) ->
          delta
              .put(node)
              .ifPresentOrElse(
                  before -> compare(before, node, change.receivedAt()),
                  () -> appeared(node, change.receivedAt()));
      case Resource.OfCell(var cell) when deleted -> delta.remove(cell.name());
      case Resource.OfCell(var cell) -> delta.put(cell);
      case Resource.OfRollout(var rollout) when deleted -> rollouts.remove(rollout.path());
      case Resource.OfRollout(var rollout) -> moved(rollout, change.receivedAt());
      case Resource.Other other -> {
        if (!delta.listing()) {
          feed.add(
              new FeedEntry.ResourceChanged(
                  change.receivedAt(),
                  change.type(),
                  other.kind(),
                  other.path(),
                  other.generation()));
        }
      }
    }
  }

  /// A rollout's document also changes when nothing that a person watches does.
  private void moved(RolloutView rollout, Instant at) {
    boolean told = rollout.equals(rollouts.put(rollout.path(), rollout));
    if (!told && !delta.listing()) {
      feed.add(new FeedEntry.RolloutMoved(at, rollout));
    }
  }

  private void appeared(NodeView node, Instant at) {
    if (listedOnce) {
      feed.add(new FeedEntry.NodeListChanged(at, node, true));
    }
  }

  private void compare(NodeView before, NodeView after, Instant at) {
    Optional<SnapshotMark> applied = after.config().applied();
    if (applied.isPresent() && !applied.equals(before.config().applied())) {
      feed.add(new FeedEntry.Applied(at, after, applied.orElseThrow()));
    }
    if (before.state() != after.state()) {
      feed.add(new FeedEntry.StateChanged(at, before, after));
    }
  }

  private boolean exists(Selection wanted) {
    return switch (wanted) {
      case Selection.None none -> true;
      case Selection.OfNode(var name) -> image.nodes().containsKey(name);
      case Selection.OfCell(var name) ->
          image.cells().containsKey(name) || !image.nodesOf(name).isEmpty();
    };
  }

  /// Puts nodes of that state forward, or takes the wish back.
  public void toggleFilter(NodeState state) {
    filter = filter.toggled(state);
    version++;
  }

  /// Puts the nodes of an attention item forward.
  public void focus(Attention item, String label) {
    filter = Filter.of(item.nodes(), label);
    version++;
  }

  /// Shows everything alike again.
  public void clearFilter() {
    filter = Filter.NONE;
    version++;
  }

  /// Selects a node or a cell, or nothing.
  public void select(Selection wanted) {
    if (exists(wanted)) {
      selection = wanted;
      version++;
    }
  }

  /// Goes from map to topology or back.
  public void toggleMode() {
    show(mode.other());
  }

  /// Shows the fleet that way.
  public void show(ViewMode wanted) {
    mode = wanted;
    version++;
  }

  /// Closes the innermost choice: the selection, else the filter.
  ///
  /// @return false when there was nothing to close
  public boolean closeTopMost() {
    if (!(selection instanceof Selection.None)) {
      select(new Selection.None());
      return true;
    }
    boolean filtered = filter.active();
    clearFilter();
    return filtered;
  }

  /// The fleet as of the last [#settle(Instant)].
  public FleetImage image() {
    return image;
  }

  /// What needs a look, widest reaching first.
  public List<Attention> attention() {
    return attention;
  }

  public Feed feed() {
    return feed;
  }

  public Filter filter() {
    return filter;
  }

  public Selection selection() {
    return selection;
  }

  public ViewMode mode() {
    return mode;
  }

  /// What an update of that node brings, once the server answered.
  public Optional<StreamSignal.Difference> differenceOf(NodeView node) {
    return difference.filter(found -> found.node().equals(node.name()));
  }

  /// True while the server lists everything.
  public boolean listing() {
    return delta.listing() || !listedOnce;
  }

  /// True once a complete listing was taken in.
  public boolean listedOnce() {
    return listedOnce;
  }

  /// True while what is shown may be out of date.
  public boolean offline() {
    return offline;
  }

  /// Grows with every change of anything here.
  public long version() {
    return version;
  }
}

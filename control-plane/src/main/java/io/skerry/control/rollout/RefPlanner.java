package io.skerry.control.rollout;

import io.skerry.control.rollout.RefPlan.Attached;
import io.skerry.control.rollout.RefPlan.Piece;
import io.skerry.control.rollout.RefPlan.RefBatch;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;

/// Cuts moves into transactions within the store's limits. Pure.
///
/// A handful of small new content travels in the ref transactions themselves, which saves a round
/// trip before the first node hears of the change: a transaction is atomic, so that no ref is ever
/// visible without its content. More content is stored first.
///
/// @param library what was compiled
/// @param present what is stored already
/// @param formerly looks up stored snapshots that may not be in the library; asked only when
///   something could be attached
record RefPlanner(
    ContentLibrary library, Presence present, Function<Digest, Optional<Snapshot>> formerly) {

  /// With fence, outbox and inline content within the store's 128 operations.
  static final int MAX_REFS = 100;

  /// Of one transaction, each of which is a requirement too.
  static final int MAX_ROLLOUTS = 20;

  static final int MAX_INLINE_PIECES = 16;
  static final int MAX_INLINE_BYTES = 128 << 10;
  static final int MAX_TXN_BYTES = 768 << 10;

  /// A stored ref and its line in the audit event, without attachments.
  private static final int REF_BYTES = 1024;

  private static final Comparator<Move> ORDER =
      Comparator.<Move, String>comparing(move -> move.order().rollout())
          .thenComparing(move -> move.proposal().snapshot())
          .thenComparing(move -> move.proposal().node());

  /// What is stored already.
  ///
  /// @param snapshots whether a manifest is there
  /// @param blobs whether a blob is there
  record Presence(Predicate<Digest> snapshots, Predicate<Digest> blobs) {}

  /// The route of an attachment: what a node has, and what it is to have.
  private record Route(Optional<Digest> from, Digest to) {}

  /// The transactions for these moves.
  ///
  /// @param restore snapshots whose content must be there too, although nothing moves to them
  RefPlan plan(List<Move> moves, Set<Digest> restore) {
    List<Move> ordered = moves.stream().sorted(ORDER).toList();
    Map<Digest, Bytes> manifests = new TreeMap<>();
    Map<Digest, Bytes> blobs = new TreeMap<>();
    targets(ordered).forEach(target -> collectMissing(target, manifests, blobs));
    boolean inline = restore.isEmpty() && fitsInline(manifests, blobs);
    restore.forEach(target -> collectMissing(target, manifests, blobs));
    List<RefBatch> refs =
        batches(ordered, inline ? manifests : Map.of(), inline ? blobs : Map.of());
    return inline
        ? new RefPlan(List.of(), List.of(), refs)
        : new RefPlan(pieces(blobs), pieces(manifests), refs);
  }

  private static Set<Digest> targets(List<Move> moves) {
    Set<Digest> targets = new TreeSet<>();
    moves.forEach(move -> targets.add(move.proposal().snapshot()));
    return targets;
  }

  private void collectMissing(
      Digest target, Map<Digest, Bytes> manifests, Map<Digest, Bytes> blobs) {
    if (!present.snapshots().test(target)) {
      manifests.put(target, library.manifest(target));
    }
    for (Snapshot.Entry entry : library.snapshot(target).entries()) {
      if (!present.blobs().test(entry.blob()) && !blobs.containsKey(entry.blob())) {
        blobs.put(entry.blob(), library.blob(target, entry.blob()));
      }
    }
  }

  private static boolean fitsInline(Map<Digest, Bytes> manifests, Map<Digest, Bytes> blobs) {
    return manifests.size() + blobs.size() <= MAX_INLINE_PIECES
        && size(manifests) + size(blobs) <= MAX_INLINE_BYTES;
  }

  private List<RefBatch> batches(
      List<Move> moves, Map<Digest, Bytes> manifests, Map<Digest, Bytes> blobs) {
    List<RefBatch> batches = new ArrayList<>();
    Map<Route, Map<Digest, Bytes>> routes = new HashMap<>();
    List<Attached> batch = new ArrayList<>();
    Set<Move.Basis> bases = new HashSet<>();
    int size = 0;
    for (Move move : moves) {
      Attached next = new Attached(move, routes.computeIfAbsent(route(move), this::attachments));
      int weight = REF_BYTES + size(next.attachments()) * 4 / 3;
      move.basis().ifPresent(bases::add);
      if (batch.size() == MAX_REFS
          || size + weight > MAX_TXN_BYTES
          || bases.size() > MAX_ROLLOUTS) {
        batches.add(batch(batch, manifests, blobs));
        batch = new ArrayList<>();
        bases.clear();
        move.basis().ifPresent(bases::add);
        size = 0;
      }
      batch.add(next);
      size += weight;
    }
    if (!batch.isEmpty()) {
      batches.add(batch(batch, manifests, blobs));
    }
    return batches;
  }

  private RefBatch batch(
      List<Attached> moves, Map<Digest, Bytes> manifests, Map<Digest, Bytes> blobs) {
    Set<Digest> targets = new HashSet<>();
    Set<Digest> needed = new HashSet<>();
    for (Attached attached : moves) {
      Digest target = attached.move().proposal().snapshot();
      if (targets.add(target)) {
        library.snapshot(target).entries().forEach(entry -> needed.add(entry.blob()));
      }
    }
    return new RefBatch(only(blobs, needed), only(manifests, targets), moves);
  }

  private static Piece only(Map<Digest, Bytes> content, Set<Digest> wanted) {
    Map<Digest, Bytes> some = new TreeMap<>(content);
    some.keySet().retainAll(wanted);
    return new Piece(some);
  }

  private static Route route(Move move) {
    return new Route(
        move.proposal().current().map(ref -> ref.value().snapshot()), move.proposal().snapshot());
  }

  /// The manifest and the blobs that a node on `from` lacks, if that is little enough.
  private Map<Digest, Bytes> attachments(Route route) {
    Bytes manifest = library.manifest(route.to());
    if (manifest.size() > RefEnvelope.MAX_ATTACHED_BYTES) {
      return Map.of();
    }
    Set<Digest> had = new HashSet<>();
    route
        .from()
        .flatMap(formerly)
        .ifPresent(snapshot -> snapshot.entries().forEach(entry -> had.add(entry.blob())));
    Map<Digest, Bytes> attached = new TreeMap<>(Map.of(route.to(), manifest));
    long total = manifest.size();
    for (Snapshot.Entry entry : library.snapshot(route.to()).entries()) {
      if (had.add(entry.blob())) {
        total += entry.size();
        if (total > RefEnvelope.MAX_ATTACHED_BYTES) {
          return Map.of();
        }
        attached.put(entry.blob(), library.blob(route.to(), entry.blob()));
      }
    }
    return Map.copyOf(attached);
  }

  private static List<Piece> pieces(Map<Digest, Bytes> content) {
    List<Piece> pieces = new ArrayList<>();
    Map<Digest, Bytes> piece = new TreeMap<>();
    for (Map.Entry<Digest, Bytes> next : content.entrySet()) {
      if (piece.size() == MAX_REFS
          || (!piece.isEmpty() && size(piece) + next.getValue().size() > MAX_TXN_BYTES)) {
        pieces.add(new Piece(piece));
        piece = new TreeMap<>();
      }
      piece.put(next.getKey(), next.getValue());
    }
    if (!piece.isEmpty()) {
      pieces.add(new Piece(piece));
    }
    return pieces;
  }

  private static int size(Map<Digest, Bytes> content) {
    return content.values().stream().mapToInt(Bytes::size).sum();
  }
}

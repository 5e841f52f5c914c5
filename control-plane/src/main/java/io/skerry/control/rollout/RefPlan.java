package io.skerry.control.rollout;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The transactions that bring moves about. All content transactions happen before the first ref
/// transaction; ref transactions are independent of each other.
///
/// @param blobs content to store first, in transactions
/// @param manifests manifests to store once all blobs are there, in transactions
/// @param refs the moves, in transactions
public record RefPlan(List<Piece> blobs, List<Piece> manifests, List<RefBatch> refs) {

  /// Copies the lists.
  public RefPlan {
    blobs = List.copyOf(blobs);
    manifests = List.copyOf(manifests);
    refs = List.copyOf(refs);
  }

  /// Content of one transaction, of one sort.
  ///
  /// @param content by digest
  public record Piece(Map<Digest, Bytes> content) {
    /// Copies the map.
    public Piece {
      content = Map.copyOf(content);
    }
  }

  /// Refs of one transaction, together with small new content that they need.
  ///
  /// @param blobs content that the transaction stores too
  /// @param manifests manifests that the transaction stores too
  /// @param moves each with what to attach to its ref
  public record RefBatch(Piece blobs, Piece manifests, List<Attached> moves) {
    /// Copies the list.
    public RefBatch {
      moves = List.copyOf(moves);
    }

    /// The rollouts that must be unchanged.
    public Set<Move.Basis> bases() {
      return moves.stream()
          .flatMap(attached -> attached.move().basis().stream())
          .collect(Collectors.toSet());
    }
  }

  /// A move with what its node is expected to lack.
  ///
  /// @param move which
  /// @param attachments the manifest and new blobs; empty when too large to attach
  public record Attached(Move move, Map<Digest, Bytes> attachments) {
    /// Copies the map.
    public Attached {
      attachments = Map.copyOf(attachments);
    }
  }
}

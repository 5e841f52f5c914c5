package io.skerry.agent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import java.util.List;
import java.util.Optional;

/// The first decision about a ref value: whether it asks this node for anything new. The bytes come
/// from the store and may be anything.
public final class RefGate {

  private RefGate() {}

  /// What to do with a ref value.
  public sealed interface Verdict {

    /// The node runs exactly this.
    record AlreadyActive(Ref ref) implements Verdict {}

    /// The node must move to this.
    record CheckOut(RefEnvelope envelope) implements Verdict {}

    /// The node stays where it is and says why.
    record Refused(Rejection rejection) implements Verdict {}
  }

  /// Judges a value for a node that runs nothing yet.
  ///
  /// @param me this node
  /// @param value the bytes at the node's ref key
  public static Verdict examine(ResourceName me, Bytes value) {
    return switch (Codecs.REF.decode(value)) {
      case Decoded.Ok<RefEnvelope>(RefEnvelope envelope) -> target(me, envelope);
      case Decoded.Malformed<RefEnvelope>(List<FieldError> errors) ->
          new Verdict.Refused(malformed(value, errors));
    };
  }

  /// Judges a value against what the node runs.
  ///
  /// @param me this node
  /// @param running the ref that the node runs
  /// @param value the bytes at the node's ref key
  public static Verdict examine(ResourceName me, Ref running, Bytes value) {
    return switch (examine(me, value)) {
      case Verdict.CheckOut(RefEnvelope envelope) -> compare(running, envelope);
      case Verdict.Refused refused -> refused;
      case Verdict.AlreadyActive active -> active;
    };
  }

  private static Verdict target(ResourceName me, RefEnvelope envelope) {
    Ref ref = envelope.ref();
    return ref.node().equals(me)
        ? new Verdict.CheckOut(envelope)
        : refused(
            ref, NackCode.WRONG_TARGET, "the ref is for " + ref.node() + ", this node is " + me);
  }

  private static Verdict compare(Ref running, RefEnvelope envelope) {
    Ref ref = envelope.ref();
    int order = Long.compare(ref.generation(), running.generation());
    if (order > 0) {
      return new Verdict.CheckOut(envelope);
    }
    if (order < 0) {
      return refused(
          ref,
          NackCode.STALE_GENERATION,
          "the ref has generation %d, this node runs %d: a ref must count up, also for a rollback"
              .formatted(ref.generation(), running.generation()));
    }
    return ref.snapshot().equals(running.snapshot())
        ? new Verdict.AlreadyActive(ref)
        : refused(
            ref,
            NackCode.EQUAL_GENERATION_OTHER_DIGEST,
            "generation %d runs snapshot %s here: another snapshot needs a greater generation"
                .formatted(running.generation(), running.snapshot().abbreviated()));
  }

  private static Verdict refused(Ref ref, NackCode code, String message) {
    return new Verdict.Refused(Rejection.of(ref, code, message));
  }

  /// Names what the value seems to ask for, as far as it can be read.
  private static Rejection malformed(Bytes value, List<FieldError> errors) {
    Optional<JsonNode> ref =
        switch (CanonicalJson.parse(value)) {
          case Decoded.Ok<JsonNode>(JsonNode document) -> Optional.of(document.path("ref"));
          case Decoded.Malformed<JsonNode> _ -> Optional.empty();
        };
    Digest snapshot =
        ref.map(r -> r.path("snapshot").asText(""))
            .filter(Digest::isValid)
            .map(Digest::new)
            .orElseGet(value::digest);
    long generation = Math.max(1, ref.map(r -> r.path("generation").asLong(1)).orElse(1L));
    return new Rejection(
        snapshot,
        generation,
        NackCode.MALFORMED_REF,
        "the ref cannot be read: " + Texts.of(errors));
  }
}

package io.skerry.agent.apply;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.agent.trial.Quarantine;
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

  /// Judges a value.
  ///
  /// @param me this node
  /// @param position what the node has behind it
  /// @param value the bytes at the node's ref key
  public static Verdict examine(ResourceName me, Position position, Bytes value) {
    return switch (Codecs.REF.decode(value)) {
      case Decoded.Ok<RefEnvelope>(RefEnvelope envelope) ->
          envelope.ref().node().equals(me)
              ? compare(position, envelope)
              : refused(
                  envelope.ref(),
                  NackCode.WRONG_TARGET,
                  "the ref is for " + envelope.ref().node() + ", this node is " + me);
      case Decoded.Malformed<RefEnvelope>(List<FieldError> errors) ->
          new Verdict.Refused(malformed(value, errors));
    };
  }

  private static Verdict compare(Position position, RefEnvelope envelope) {
    Ref ref = envelope.ref();
    if (ref.generation() < position.generation()) {
      return refused(
          ref,
          NackCode.STALE_GENERATION,
          "the ref has generation %d, this node had %d: a ref must count up, also for a rollback"
              .formatted(ref.generation(), position.generation()));
    }
    Optional<Ref> same =
        position.running().filter(running -> running.generation() == ref.generation());
    if (same.isPresent()) {
      return again(same.get(), ref);
    }
    Optional<Quarantine> quarantine = position.quarantine().apply(ref.snapshot());
    if (quarantine.isPresent()) {
      return refused(
          ref,
          NackCode.CRASH_LOOP,
          "the agent could not stay up with this snapshot and gave it up at %s: ask for another one"
              .formatted(quarantine.get().since()));
    }
    return ref.generation() == position.abandoned()
        ? refused(ref, NackCode.EQUAL_GENERATION_OTHER_DIGEST, taken(ref.generation()))
        : new Verdict.CheckOut(envelope);
  }

  private static Verdict again(Ref running, Ref ref) {
    return ref.snapshot().equals(running.snapshot())
        ? new Verdict.AlreadyActive(ref)
        : refused(
            ref,
            NackCode.EQUAL_GENERATION_OTHER_DIGEST,
            taken(running.generation()) + ", it runs " + running.snapshot().abbreviated());
  }

  private static String taken(long generation) {
    return "generation %d had another snapshot here: another snapshot needs a greater generation"
        .formatted(generation);
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

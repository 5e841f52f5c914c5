package io.skerry.control.fleet;

import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Change;
import io.skerry.schema.store.RawEntry;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Reads changed keys as differences to an image. A value that cannot be read takes the place of
/// what was there: it is gone from the image and listed as unreadable.
///
/// @param keys the layout
/// @param written refs that need no reading, because this process wrote them
record ChangeReader(Keys keys, WrittenRefs written) {

  private static final int MAX_REASON = 300;

  /// What a change of one key means, none to two differences.
  List<FleetChange> read(FleetImage image, Change change) {
    return keys.locate(change.path()).map(at -> read(image, at, change)).orElse(List.of());
  }

  private List<FleetChange> read(FleetImage image, Address address, Change change) {
    return switch (address) {
      case Address.OfResource(ResourceId id) -> resource(image, id, change);
      case Address.OfRef(ResourceName node) -> ref(image, node, change);
      case Address.OfStatus(ResourceName node) -> status(image, node, change);
      case Address.OfCredential(ResourceName node) -> credential(image, node, change);
      case Address.OfMember(String replica) -> member(image, replica, change);
      case Address.OfLeader() -> leader(image, change);
      case Address.OfSnapshot(Digest digest) ->
          presence(
              change,
              image.content().snapshots().get(digest),
              created -> new FleetChange.OfSnapshot(digest, created, change.revision()));
      case Address.OfBlob(Digest digest) ->
          presence(
              change,
              image.content().blobs().get(digest),
              created -> new FleetChange.OfBlob(digest, created, change.revision()));
      case Address.OfOutbox(String ulid) ->
          presence(
              change,
              image.outbox().get(ulid),
              created -> new FleetChange.OfOutbox(ulid, created, change.revision()));
      case Address.OfWave(ResourceId rollout, int wave) ->
          wave(image, new WaveId(rollout, wave), change);
      case Address.OfJoinToken _ -> List.of();
    };
  }

  private List<FleetChange> resource(FleetImage image, ResourceId id, Change change) {
    return value(
        image,
        change,
        keys.resource(id).codec()::decode,
        image.resource(id),
        (before, after) -> new FleetChange.OfResource(id, before, after, change.revision()));
  }

  private List<FleetChange> ref(FleetImage image, ResourceName node, Change change) {
    return value(
        image,
        change,
        bytes -> ref(node, bytes),
        image.refs().get(node),
        (before, after) -> new FleetChange.OfRef(node, before, after, change.revision()));
  }

  private Decoded<Ref> ref(ResourceName node, Bytes bytes) {
    return written
        .recognise(node, bytes)
        .<Decoded<Ref>>map(Decoded.Ok::new)
        .orElseGet(
            () ->
                keys.ref(node)
                    .codec()
                    .decode(bytes)
                    .then(envelope -> new Decoded.Ok<>(envelope.ref())));
  }

  private List<FleetChange> status(FleetImage image, ResourceName node, Change change) {
    return value(
        image,
        change,
        keys.status(node).codec()::decode,
        image.statuses().get(node),
        (before, after) -> new FleetChange.OfStatus(node, before, after, change.revision()));
  }

  private List<FleetChange> wave(FleetImage image, WaveId wave, Change change) {
    return value(
        image,
        change,
        keys.wave(wave.rollout(), wave.wave()).codec()::decode,
        image.waves().get(wave),
        (before, after) -> new FleetChange.OfWave(wave, before, after, change.revision()));
  }

  private List<FleetChange> credential(FleetImage image, ResourceName node, Change change) {
    return value(
        image,
        change,
        keys.credential(node).codec()::decode,
        image.credentials().get(node),
        (before, after) -> new FleetChange.OfCredential(node, before, after, change.revision()));
  }

  private List<FleetChange> member(FleetImage image, String replica, Change change) {
    return value(
        image,
        change,
        keys.member(new ResourceName(replica)).codec()::decode,
        image.replicas().members().get(replica),
        (before, after) -> new FleetChange.OfMember(replica, before, after, change.revision()));
  }

  private List<FleetChange> leader(FleetImage image, Change change) {
    return value(
        image,
        change,
        keys.leader().codec()::decode,
        image.replicas().leader(),
        (before, after) -> new FleetChange.OfLeader(before, after, change.revision()));
  }

  private static <T> List<FleetChange> value(
      FleetImage image,
      Change change,
      Function<Bytes, Decoded<T>> decoder,
      Optional<Versioned<T>> before,
      BiFunction<Optional<Versioned<T>>, Optional<Versioned<T>>, FleetChange> transition) {
    return switch (change) {
      case Change.Put(RawEntry entry) ->
          switch (decoder.apply(entry.bytes())) {
            case Decoded.Ok<T>(T value) ->
                readable(
                    image,
                    change,
                    before,
                    new Versioned<>(value, entry.created(), entry.modified()),
                    transition);
            case Decoded.Malformed<T>(List<FieldError> errors) ->
                replaced(image, change, before, Optional.of(describe(errors)), transition);
          };
      case Change.Deleted _ -> replaced(image, change, before, Optional.empty(), transition);
    };
  }

  private static <T> List<FleetChange> readable(
      FleetImage image,
      Change change,
      Optional<Versioned<T>> before,
      Versioned<T> after,
      BiFunction<Optional<Versioned<T>>, Optional<Versioned<T>>, FleetChange> transition) {
    List<FleetChange> changes = new ArrayList<>(2);
    if (image.unreadable().has(change.path())) {
      changes.add(new FleetChange.OfUnreadable(change.path(), Optional.empty(), change.revision()));
    }
    if (before.filter(known -> known.modified().equals(after.modified())).isEmpty()) {
      changes.add(transition.apply(before, Optional.of(after)));
    }
    return changes;
  }

  private static <T> List<FleetChange> replaced(
      FleetImage image,
      Change change,
      Optional<Versioned<T>> before,
      Optional<String> unreadable,
      BiFunction<Optional<Versioned<T>>, Optional<Versioned<T>>, FleetChange> transition) {
    List<FleetChange> changes = new ArrayList<>(2);
    if (before.isPresent()) {
      changes.add(transition.apply(before, Optional.empty()));
    }
    Optional<Unreadable> after = unreadable.map(why -> new Unreadable(why, change.revision()));
    if (!image.unreadable().get(change.path()).equals(after)) {
      changes.add(new FleetChange.OfUnreadable(change.path(), unreadable, change.revision()));
    }
    return changes;
  }

  private static List<FleetChange> presence(
      Change change,
      Optional<Revision> before,
      Function<Optional<Revision>, FleetChange> transition) {
    Optional<Revision> after =
        switch (change) {
          case Change.Put(RawEntry entry) -> Optional.of(entry.created());
          case Change.Deleted _ -> Optional.empty();
        };
    return before.equals(after) ? List.of() : List.of(transition.apply(after));
  }

  private static String describe(List<FieldError> errors) {
    String all =
        errors.stream()
            .map(error -> error.field() + ": " + error.message())
            .collect(Collectors.joining("; "));
    return all.length() <= MAX_REASON ? all : all.substring(0, MAX_REASON) + "…";
  }
}

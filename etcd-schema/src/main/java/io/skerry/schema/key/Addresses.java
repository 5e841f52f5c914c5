package io.skerry.schema.key;

import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Recognises the part of a path behind the cell's prefix.
final class Addresses {

  private Addresses() {}

  static Optional<Address> parse(String suffix) {
    List<String> segments = List.of(suffix.split("/", -1));
    return switch (segments.size()) {
      case 1 -> suffix.equals("leader") ? Optional.of(new Address.OfLeader()) : Optional.empty();
      case 2 -> ofTwo(segments.get(0), segments.get(1));
      case 3 -> ofEnrolment(segments.get(0), segments.get(1), segments.get(2));
      case 4 -> ofFour(segments);
      default -> Optional.empty();
    };
  }

  private static Optional<Address> ofFour(List<String> segments) {
    return switch (segments.get(0)) {
      case "resources" -> ofResource(segments);
      case "waves" -> ofWave(segments.get(1), segments.get(2), segments.get(3));
      default -> Optional.empty();
    };
  }

  private static Optional<Address> ofWave(String tenant, String rollout, String wave) {
    return ResourceName.isValid(tenant)
            && ResourceName.isValid(rollout)
            && wave.matches("0|[1-9][0-9]{0,3}")
        ? Optional.of(
            new Address.OfWave(
                new ResourceId(Kind.ROLLOUT, new TenantName(tenant), new ResourceName(rollout)),
                Integer.parseInt(wave)))
        : Optional.empty();
  }

  private static Optional<Address> ofTwo(String folder, String leaf) {
    return switch (folder) {
      case "nodes" ->
          named(leaf, name -> new Address.OfResource(ResourceId.cluster(Kind.NODE, name)));
      case "refs" -> named(leaf, Address.OfRef::new);
      case "status" -> named(leaf, Address.OfStatus::new);
      case "members" -> named(leaf, name -> new Address.OfMember(name.value()));
      case "snapshots" -> digest(leaf, Address.OfSnapshot::new);
      case "blobs" -> digest(leaf, Address.OfBlob::new);
      case "outbox" -> Optional.of(new Address.OfOutbox(leaf));
      default -> Optional.empty();
    };
  }

  private static Optional<Address> ofEnrolment(String folder, String sort, String leaf) {
    if (!folder.equals("enrolment")) {
      return Optional.empty();
    }
    return switch (sort) {
      case "tokens" -> named(leaf, name -> new Address.OfJoinToken(name.value()));
      case "credentials" -> named(leaf, Address.OfCredential::new);
      default -> Optional.empty();
    };
  }

  private static Optional<Address> ofResource(List<String> segments) {
    return Kind.ofPlural(segments.get(1))
        .filter(kind -> kind != Kind.NODE)
        .flatMap(kind -> ofResource(kind, segments.get(2), segments.get(3)));
  }

  private static Optional<Address> ofResource(Kind kind, String tenant, String leaf) {
    boolean clusterScoped = kind.scope() == Kind.Scope.CLUSTER;
    if (clusterScoped != tenant.equals(TenantName.NONE.value())
        || (!clusterScoped && !ResourceName.isValid(tenant))) {
      return Optional.empty();
    }
    return named(
        leaf, name -> new Address.OfResource(new ResourceId(kind, new TenantName(tenant), name)));
  }

  private static Optional<Address> named(String leaf, Function<ResourceName, Address> address) {
    return ResourceName.isValid(leaf)
        ? Optional.of(address.apply(new ResourceName(leaf)))
        : Optional.empty();
  }

  private static Optional<Address> digest(String leaf, Function<Digest, Address> address) {
    return Digest.isValid(leaf) ? Optional.of(address.apply(new Digest(leaf))) : Optional.empty();
  }
}

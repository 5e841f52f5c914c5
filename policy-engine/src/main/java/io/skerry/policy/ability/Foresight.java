package io.skerry.policy.ability;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.policy.ability.ServiceParts.PolicyPart;
import io.skerry.policy.compile.CompiledSnapshot;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.model.Abilities;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Snapshot.Entry;
import io.skerry.schema.model.TenantName;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Which snapshots nodes would refuse, by what they say that they can. A node with a gateway may
/// still refuse what fails its recent requests, and any node what its disk has no room for: nobody
/// can know that before.
///
/// Judges each pair of snapshot and abilities once, each service of them once, and reads each piece
/// of content once, so that a fleet of many alike costs little. For one thread; it remembers all
/// that it judged, so it is not to be kept for long.
public final class Foresight {

  private final Map<Question, List<Refusal>> answers = new HashMap<>();
  private final Map<Part, Optional<Misfit>> misfits = new HashMap<>();
  private final Map<Digest, PolicyPart> policies = new HashMap<>();

  private final IdentityHashMap<Entry, ServiceId> owners = new IdentityHashMap<>();

  private record Question(Digest snapshot, Digest running, Abilities abilities) {}

  private record Piece(Entry entry, Bytes blob) {}

  private record Part(List<Digest> content, Abilities abilities) {}

  private record ServiceId(TenantName tenant, String service) implements Comparable<ServiceId> {
    @Override
    public int compareTo(ServiceId other) {
      int byTenant = tenant.compareTo(other.tenant);
      return byTenant != 0 ? byTenant : service.compareTo(other.service);
    }
  }

  /// Why a node that runs nothing would refuse a snapshot.
  public List<Refusal> refusals(CompiledSnapshot snapshot, Abilities abilities) {
    return refusals(snapshot, CompiledSnapshot.EMPTY, abilities);
  }

  /// Why a node would refuse a snapshot, one reason for each service; empty when nothing that it
  /// says of itself speaks against it.
  ///
  /// @param running what it runs, as far as that is known: the services of it that stay as they are
  ///   it can run
  public List<Refusal> refusals(
      CompiledSnapshot snapshot, CompiledSnapshot running, Abilities abilities) {
    Question question = new Question(snapshot.digest(), running.digest(), abilities);
    List<Refusal> known = answers.get(question);
    if (known != null) {
      return known;
    }
    List<Refusal> found = List.copyOf(judge(snapshot, running, abilities));
    answers.put(question, found);
    return found;
  }

  private List<Refusal> judge(
      CompiledSnapshot compiled, CompiledSnapshot running, Abilities abilities) {
    Optional<Refusal> whole =
        Refusal.ofManifest(Resource.API_VERSION, compiled.snapshot(), abilities);
    if (whole.isPresent()) {
      return List.of(whole.get());
    }
    List<Refusal> found = new ArrayList<>();
    if (abilities.policyTypes().isPresent() || abilities.features().isPresent()) {
      services(compiled, touched(running, compiled))
          .forEach(
              (id, pieces) ->
                  misfit(pieces, abilities)
                      .ifPresent(
                          why -> found.add(new Refusal.OfService(id.tenant(), id.service(), why))));
    }
    return found;
  }

  /// The services in which two snapshots differ.
  private Set<ServiceId> touched(CompiledSnapshot from, CompiledSnapshot to) {
    Set<Entry> rest = Collections.newSetFromMap(new IdentityHashMap<>());
    from.forEach((entry, _) -> rest.add(entry));
    Set<ServiceId> touched = new HashSet<>();
    to.forEach(
        (entry, _) -> {
          if (!rest.remove(entry)) {
            touched.add(ownerOf(entry));
          }
        });
    rest.forEach(entry -> touched.add(ownerOf(entry)));
    return touched;
  }

  /// By service; the entries of one in the order of the manifest, and so of their names.
  ///
  /// @param wanted these only
  private Map<ServiceId, List<Piece>> services(CompiledSnapshot compiled, Set<ServiceId> wanted) {
    Map<ServiceId, List<Piece>> services = new TreeMap<>();
    compiled.forEach(
        (entry, blob) -> {
          ServiceId owner = ownerOf(entry);
          if (wanted.contains(owner)) {
            services.computeIfAbsent(owner, _ -> new ArrayList<>()).add(new Piece(entry, blob));
          }
        });
    return services;
  }

  private ServiceId ownerOf(Entry entry) {
    return owners.computeIfAbsent(entry, Foresight::owner);
  }

  private static ServiceId owner(Entry entry) {
    String[] path = entry.name().split("/", -1);
    return new ServiceId(
        entry.tenant(),
        switch (entry.kind()) {
          case POLICY -> path[2];
          case SERVICE, TRAFFIC_SPLIT -> path[1];
        });
  }

  private Optional<Misfit> misfit(List<Piece> pieces, Abilities abilities) {
    Part part = new Part(pieces.stream().map(it -> it.entry().blob()).toList(), abilities);
    Optional<Misfit> known = misfits.get(part);
    if (known != null) {
      return known;
    }
    Optional<Misfit> found =
        ServiceContent.read(parts(pieces), abilities)
                instanceof Fit.Lacks<ServiceContent>(Misfit why)
            ? Optional.of(why)
            : Optional.empty();
    misfits.put(part, found);
    return found;
  }

  private ServiceParts parts(List<Piece> pieces) {
    Optional<JsonDocument> service = Optional.empty();
    List<JsonDocument> splits = new ArrayList<>();
    List<PolicyPart> parts = new ArrayList<>();
    for (Piece piece : pieces) {
      Bytes blob = piece.blob();
      switch (piece.entry().kind()) {
        case SERVICE -> service = Optional.of(new JsonDocument(blob.asText()));
        case TRAFFIC_SPLIT -> splits.add(new JsonDocument(blob.asText()));
        case POLICY -> parts.add(policies.computeIfAbsent(piece.entry().blob(), _ -> policy(blob)));
      }
    }
    return new ServiceParts(service, splits, parts);
  }

  private static PolicyPart policy(Bytes blob) {
    JsonNode policy = CanonicalJson.parse(blob).orThrow();
    return new PolicyPart(
        policy.path("name").asText(),
        policy.path("type").asText(),
        policy.path("priority").asInt(),
        policy.path("config"));
  }
}

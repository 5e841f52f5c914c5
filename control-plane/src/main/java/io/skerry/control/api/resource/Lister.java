package io.skerry.control.api.resource;

import io.skerry.control.api.write.FreshView;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.NodeDrift;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.codec.Codecs;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Address;
import io.skerry.schema.key.KeyRange;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.Revision;
import io.skerry.schema.store.Page;
import io.skerry.schema.store.PageRequest;
import io.skerry.schema.store.RawEntry;
import io.skerry.schema.store.StateStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lists resources page by page; all pages of one listing show one revision of the store. Blocks:
/// for virtual threads.
@ApplicationScoped
public class Lister {

  private static final Logger LOG = LoggerFactory.getLogger(Lister.class);
  private static final int STORE_PAGE = 500;

  private final StateStore store;
  private final Keys keys;
  private final FreshView view;

  @Inject
  Lister(StateStore store, Keys keys, FreshView view) {
    this.store = store;
    this.keys = keys;
    this.view = view;
  }

  /// One page of a listing.
  ///
  /// @param items in the order of their keys
  /// @param revision what the listing shows
  /// @param image where node statuses are to be taken from, at that revision or later
  /// @param next where the listing goes on
  record Listing(
      List<Versioned<Resource>> items,
      Revision revision,
      FleetImage image,
      Optional<ContinueToken> next) {}

  Listing list(ListQuery query) {
    KeyRange range = keys.resources(query.kind());
    Page page = store.list(range, firstRequest(query, range));
    boolean derived = query.kind() == Kind.NODE || query.kind() == Kind.ROLLOUT;
    FleetImage image = derived ? view.reached(page.revision()) : view.recent();
    List<Found> found = new ArrayList<>();
    boolean open = collect(page, query, image, found);
    while (open && page.next().isPresent()) {
      page = store.list(range, page.next().get());
      open = collect(page, query, image, found);
    }
    return listing(found, query.limit(), page.revision(), image);
  }

  /// Adds what matches, one item more than asked for, so that it is known whether there are more.
  ///
  /// @return whether the following page is of interest
  private boolean collect(Page page, ListQuery query, FleetImage image, List<Found> found) {
    for (RawEntry entry : page.entries()) {
      Optional<ResourceId> id = resource(entry.path());
      if (id.isEmpty()) {
        continue;
      }
      if (query.tenant().isPresent() && !id.get().tenant().equals(query.tenant().get())) {
        return false;
      }
      read(entry)
          .filter(item -> matches(item.value(), query, image))
          .ifPresent(item -> found.add(new Found(entry.path(), item)));
      if (found.size() > query.limit()) {
        return false;
      }
    }
    return true;
  }

  private static Listing listing(
      List<Found> found, int limit, Revision revision, FleetImage image) {
    List<Found> page = found.subList(0, Math.min(limit, found.size()));
    Optional<ContinueToken> next =
        found.size() > limit
            ? Optional.of(new ContinueToken(revision, page.getLast().path()))
            : Optional.empty();
    return new Listing(page.stream().map(Found::item).toList(), revision, image, next);
  }

  private static PageRequest firstRequest(ListQuery query, KeyRange range) {
    int size = Math.min(PageRequest.MAX_LIMIT, Math.max(STORE_PAGE, query.limit() + 1));
    Optional<String> tenantStart = query.tenant().map(tenant -> range.path() + tenant + "/");
    return query
        .from()
        .filter(token -> range.contains(token.after()))
        .map(
            token ->
                new PageRequest(size, Optional.of(token.after()), Optional.of(token.revision())))
        .orElseGet(() -> new PageRequest(size, tenantStart, Optional.empty()));
  }

  private Optional<ResourceId> resource(String path) {
    return keys.locate(path)
        .flatMap(
            address ->
                address instanceof Address.OfResource(ResourceId id)
                    ? Optional.of(id)
                    : Optional.empty());
  }

  private Optional<Versioned<Resource>> read(RawEntry entry) {
    return switch (Codecs.RESOURCE.decode(entry.bytes())) {
      case Decoded.Ok<Resource>(Resource value) ->
          Optional.of(new Versioned<>(value, entry.created(), entry.modified()));
      case Decoded.Malformed<Resource>(var errors) -> {
        LOG.warn("Leaving out {}, which this release cannot read: {}", entry.path(), errors);
        yield Optional.empty();
      }
    };
  }

  private static boolean matches(Resource resource, ListQuery query, FleetImage image) {
    return query.labels().matches(resource.metadata().labels())
        && (!query.drifting() || drifts(resource, image))
        && query
            .filter()
            .filter(filter -> !(resource instanceof Node node && filter.matches(node, image)))
            .isEmpty();
  }

  private static boolean drifts(Resource resource, FleetImage image) {
    return image.facts(resource.metadata().name()).flatMap(NodeDrift::of).isPresent();
  }

  private record Found(String path, Versioned<Resource> item) {}
}

package io.skerry.control.api.watch;

import io.skerry.control.api.node.ResourceJson;
import io.skerry.control.fleet.FleetChange;
import io.skerry.control.fleet.FleetImage;
import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.Revision;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Turns changes of the fleet into events. A node is shown again when its ref or its status
/// changed, once per batch however often that was.
///
/// @param kinds what the watcher wants to see
/// @param json how resources are shown
record EventReader(Set<Kind> kinds, ResourceJson json) {

  /// Every present resource as `added`, at the image's revision; none completes it.
  List<WatchEvent> present(FleetImage image) {
    List<WatchEvent> events = new ArrayList<>();
    image.resources().asMap().values().stream()
        .filter(there -> kinds.contains(there.value().kind()))
        .forEach(
            there ->
                events.add(
                    WatchEvent.of(
                        WatchEvent.Type.ADDED,
                        image.revision(),
                        json.of(there.value(), there.modified(), image))));
    return events;
  }

  /// What happened, in the order of revisions.
  ///
  /// @param changes that led to the image
  List<WatchEvent> events(List<FleetChange> changes, FleetImage image) {
    Map<Place, WatchEvent> events = new LinkedHashMap<>();
    for (FleetChange change : changes) {
      switch (change) {
        case FleetChange.OfResource c -> resource(c, image, events);
        case FleetChange.OfRef c -> node(c.node(), c.revision(), image, events);
        case FleetChange.OfStatus c -> node(c.node(), c.revision(), image, events);
        case FleetChange.OfWave _,
            FleetChange.OfCredential _,
            FleetChange.OfMember _,
            FleetChange.OfLeader _,
            FleetChange.OfSnapshot _,
            FleetChange.OfBlob _,
            FleetChange.OfOutbox _,
            FleetChange.OfUnreadable _ -> {
          // Not part of any resource.
        }
      }
    }
    return withCompletions(List.copyOf(events.values()));
  }

  private static List<WatchEvent> withCompletions(List<WatchEvent> events) {
    List<WatchEvent> marked = new ArrayList<>(events);
    for (int i = 0; i < marked.size(); i++) {
      WatchEvent event = marked.get(i);
      boolean last =
          i == marked.size() - 1 || !marked.get(i + 1).revision().equals(event.revision());
      marked.set(i, last ? event.completing() : event);
    }
    return marked;
  }

  private void resource(
      FleetChange.OfResource change, FleetImage image, Map<Place, WatchEvent> events) {
    if (!kinds.contains(change.id().kind())) {
      return;
    }
    WatchEvent.Type type =
        change.after().isEmpty()
            ? WatchEvent.Type.DELETED
            : change.before().isEmpty() ? WatchEvent.Type.ADDED : WatchEvent.Type.MODIFIED;
    Optional<Versioned<Resource>> shown = change.after().or(change::before);
    shown.ifPresent(
        version ->
            events.put(
                new Place(change.id(), Optional.of(change.revision())),
                WatchEvent.of(
                    type, change.revision(), json.of(version.value(), version.modified(), image))));
  }

  private void node(
      ResourceName name, Revision revision, FleetImage image, Map<Place, WatchEvent> events) {
    ResourceId id = ResourceId.cluster(Kind.NODE, name);
    Optional<Versioned<Resource>> node = image.resource(id);
    boolean shownAlready = events.containsKey(new Place(id, Optional.of(revision)));
    if (!kinds.contains(Kind.NODE) || node.isEmpty() || shownAlready) {
      return;
    }
    Place place = new Place(id, Optional.empty());
    events.remove(place);
    events.put(
        place,
        WatchEvent.of(
            WatchEvent.Type.MODIFIED,
            revision,
            json.of(node.get().value(), node.get().modified(), image)));
  }

  /// What an event is about: one version of a resource, or a node's newest status.
  private record Place(ResourceId id, Optional<Revision> version) {}
}

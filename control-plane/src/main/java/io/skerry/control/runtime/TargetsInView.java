package io.skerry.control.runtime;

import io.skerry.schema.model.Kind;
import io.skerry.schema.model.NotificationTarget;
import io.skerry.schema.model.TenantName;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// The notification targets that the view shows.
///
/// @param view of the store
record TargetsInView(FleetView view) implements RolloutWriter.Audience {

  @Override
  public List<NotificationTarget> of(TenantName tenant) {
    return view.image()
        .resources(Kind.NOTIFICATION_TARGET)
        .flatMap(
            it -> it.value() instanceof NotificationTarget found ? Stream.of(found) : Stream.of())
        .filter(target -> target.metadata().tenant().equals(tenant))
        .sorted(Comparator.comparing(target -> target.metadata().name()))
        .toList();
  }
}

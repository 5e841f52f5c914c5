package io.skerry.agent.gateway.plane;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/// What data planes share because it lives longer than one snapshot: connections, health, limits,
/// caches. A part is found again by what it was made from; it ends with the last plane that holds
/// it. Safe for use by any thread.
final class Parts {

  private final Map<Object, Shared> live = new HashMap<>();

  /// A part with its users.
  private final class Shared {
    private final Object key;
    private final Object part;
    private final Counted users = new Counted(this::end);

    Shared(Object key, Object part) {
      this.key = key;
      this.part = part;
    }

    private void end() {
      synchronized (Parts.this) {
        live.remove(key, this);
      }
      if (part instanceof Endpoint endpoint) {
        endpoint.close();
      }
    }
  }

  /// @param part what is held
  /// @param release to be called once, when it is held no longer
  record Held<T>(T part, Runnable release) {}

  /// The part that was made from `key`, or a new one.
  ///
  /// @param key says everything that the part depends on
  /// @param type of the part
  synchronized <T> Held<T> hold(Object key, Class<T> type, Supplier<T> make) {
    Shared known = live.get(key);
    if (known == null || !known.users.tryEnter()) {
      known = new Shared(key, make.get());
      live.put(key, known);
    }
    return new Held<>(type.cast(known.part), known.users::leave);
  }

  synchronized int size() {
    return live.size();
  }
}

package io.skerry.agent.runtime;

import io.skerry.agent.view.ConfigView;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Hands views to one listener, one at a time, off the thread that activates them. A listener that
/// is slower than the changes skips to the newest view; one that throws is logged and called again
/// with the next.
public final class Subscription implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Subscription.class);

  private final Consumer<ConfigView> listener;
  private final Executor executor;
  private final AtomicReference<@Nullable ConfigView> newest = new AtomicReference<>();
  private final AtomicReference<State> state = new AtomicReference<>(State.IDLE);

  private enum State {
    IDLE,
    DELIVERING,
    CLOSED
  }

  /// @param executor runs the listener; never two calls of it at once
  public Subscription(Consumer<ConfigView> listener, Executor executor) {
    this.listener = listener;
    this.executor = executor;
  }

  /// There is a newer view. Returns at once.
  public void offer(ConfigView view) {
    newest.set(view);
    schedule();
  }

  /// No call starts after this; one under way is not waited for.
  @Override
  public void close() {
    state.set(State.CLOSED);
  }

  private void schedule() {
    if (state.compareAndSet(State.IDLE, State.DELIVERING)) {
      executor.execute(this::deliver);
    }
  }

  private void deliver() {
    for (ConfigView view = newest.getAndSet(null);
        view != null && state.get() == State.DELIVERING;
        view = newest.getAndSet(null)) {
      call(view);
    }
    state.compareAndSet(State.DELIVERING, State.IDLE);
    if (newest.get() != null) {
      schedule();
    }
  }

  private void call(ConfigView view) {
    try {
      listener.accept(view);
    } catch (RuntimeException e) {
      LOG.error("a config listener failed; it is called again with the next view", e);
    }
  }
}

package io.skerry.cli.runtime;

/// Something to do when the process is ended from outside, such as by Ctrl-C, while this is open.
public final class Farewell implements AutoCloseable {

  private final Thread hook;

  private Farewell(Thread hook) {
    this.hook = hook;
  }

  /// @param last runs on a thread of its own when the process ends; must be short
  public static Farewell with(Runnable last) {
    Thread hook = Thread.ofPlatform().unstarted(last);
    Runtime.getRuntime().addShutdownHook(hook);
    return new Farewell(hook);
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException ending) {
      // It is running already.
    }
  }
}

package io.skerry.control.runtime;

import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;

/// Runs each task on a virtual thread of its own, at most so many at once; the others wait.
final class BoundedThreads implements Executor {

  private final Thread.Builder threads;
  private final Semaphore running;

  /// @param name of the threads, to which a number is added
  /// @param width how many tasks run at once
  BoundedThreads(String name, int width) {
    this.threads = Thread.ofVirtual().name(name + "-", 0);
    this.running = new Semaphore(width);
  }

  @Override
  public void execute(Runnable task) {
    threads.start(
        () -> {
          running.acquireUninterruptibly();
          try {
            task.run();
          } finally {
            running.release();
          }
        });
  }
}

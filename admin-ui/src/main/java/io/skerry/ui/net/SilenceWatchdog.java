package io.skerry.ui.net;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes a stream that stays silent too long, so that a read on a dead connection ends. Lives on
/// one virtual thread until [#close()].
final class SilenceWatchdog implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SilenceWatchdog.class);

  private final Semaphore signs = new Semaphore(0);
  private final InputStream watched;
  private final Duration silence;
  private final Thread thread;

  SilenceWatchdog(InputStream watched, Duration silence, ThreadFactory threads) {
    this.watched = watched;
    this.silence = silence;
    this.thread = threads.newThread(this::run);
    thread.start();
  }

  /// Notes a sign of life.
  void heard() {
    signs.release();
  }

  private void run() {
    try {
      while (signs.tryAcquire(silence.toMillis(), TimeUnit.MILLISECONDS)) {
        signs.drainPermits();
      }
      LOG.info("The stream was silent for {}: closing it", silence);
      watched.close();
    } catch (InterruptedException closed) {
      LOG.trace("stream ended by itself");
    } catch (IOException ignored) {
      LOG.debug("closing a dead stream failed; it is dead either way", ignored);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
  }
}

package io.skerry.cli.rest;

import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// Hands lines from the HTTP client's threads to one reader. Asks for the next line only when one
/// was taken, so that a slow reader slows the connection and memory stays bounded.
final class LineQueue implements Flow.Subscriber<String> {
  private static final int AHEAD = 64;

  /// What a reader finds.
  sealed interface Item {
    /// One line.
    record Line(String text) implements Item {}

    /// Nothing yet.
    record Silence() implements Item {}

    /// Nothing ever again.
    record End() implements Item {}
  }

  private final BlockingQueue<Item> items = new LinkedBlockingQueue<>();
  private Flow.Subscription subscription =
      new Flow.Subscription() {
        @Override
        public void request(long lines) {}

        @Override
        public void cancel() {}
      };

  /// Takes a line, waiting at most this long.
  Item next(Duration wait) throws InterruptedException {
    Item item = items.poll(wait.toMillis(), TimeUnit.MILLISECONDS);
    return switch (item) {
      case null -> new Item.Silence();
      case Item.Line line -> {
        current().request(1);
        yield line;
      }
      case Item.End end -> {
        // It stays there for whoever asks again.
        items.add(end);
        yield end;
      }
      case Item.Silence silence -> silence;
    };
  }

  /// No more lines will come.
  void finish() {
    items.add(new Item.End());
  }

  @Override
  public synchronized void onSubscribe(Flow.Subscription given) {
    subscription = given;
    given.request(AHEAD);
  }

  @Override
  public void onNext(String line) {
    items.add(new Item.Line(line));
  }

  @Override
  public void onError(Throwable failure) {
    finish();
  }

  @Override
  public void onComplete() {
    finish();
  }

  private synchronized Flow.Subscription current() {
    return subscription;
  }
}

package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.skerry.schema.runtime.Live;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Many watches in one program, as a relay or a benchmark has them.
class EtcdScaleTest {

  private static final int WATCHES = 1000;
  private static final int STORES = 50;
  private static final String GAUGE = "etcd_debugging_mvcc_watcher_total ";

  private final EtcdProcess etcd = EtcdProcess.start();

  @AfterEach
  void stop() {
    etcd.close();
  }

  @Test
  void thousandWatchesOnFiftyConnectionsNeedFewThreadsAndLeaveNothingBehind() {
    List<StateStore> stores =
        Stream.<StateStore>generate(() -> Live.connect(etcd.config())).limit(STORES).toList();
    List<Mirror> mirrors = Stream.generate(Mirror::new).limit(WATCHES).toList();
    int threadsBefore = Thread.activeCount();
    List<WatchLoop> loops =
        IntStream.range(0, WATCHES)
            .mapToObj(i -> Live.watch(stores.get(i % STORES), Cell.range("a"), mirrors.get(i)))
            .toList();
    awaitAll(mirrors, mirror -> !mirror.links().isEmpty());
    assertThat(serverWatches()).isEqualTo(WATCHES);

    new Cell(stores.getFirst()).put("a", "1");
    awaitAll(mirrors, mirror -> mirror.text("a").isPresent());

    assertThat(Thread.activeCount() - threadsBefore).isLessThan(40);
    loops.forEach(WatchLoop::close);
    await().atMost(Duration.ofSeconds(10)).until(() -> serverWatches() == 0);
    stores.forEach(StateStore::close);
  }

  private static void awaitAll(List<Mirror> mirrors, Predicate<Mirror> done) {
    await()
        .atMost(Duration.ofSeconds(30))
        .pollInterval(Duration.ofMillis(20))
        .until(() -> mirrors.stream().allMatch(done));
  }

  private int serverWatches() {
    HttpRequest request = HttpRequest.newBuilder(URI.create(etcd.endpoint() + "/metrics")).build();
    try (HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
      return http.send(request, HttpResponse.BodyHandlers.ofLines())
          .body()
          .filter(line -> line.startsWith(GAUGE))
          .mapToInt(line -> Integer.parseInt(line.substring(GAUGE.length())))
          .sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return -1;
    }
  }
}

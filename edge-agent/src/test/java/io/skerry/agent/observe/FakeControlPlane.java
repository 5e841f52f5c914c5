package io.skerry.agent.observe;

import io.skerry.schema.codec.StatusFormat;
import io.skerry.schema.codec.StatusFormat.Report;
import io.skerry.schema.model.Bytes;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/// Control planes in memory that can be away or refuse.
final class FakeControlPlane implements ControlPlane {

  final List<Report> delivered = new CopyOnWriteArrayList<>();
  final List<URI> tried = new CopyOnWriteArrayList<>();
  final Set<String> away = ConcurrentHashMap.newKeySet();
  volatile int answer = 204;
  volatile Optional<String> logsWanted = Optional.empty();
  volatile Optional<String> abilitiesWanted = Optional.empty();
  volatile Duration spread = Duration.ZERO;

  @Override
  public Reply post(Call call) {
    tried.add(call.url());
    if (away.contains(call.url().getHost())) {
      return new Reply.Silence("away on purpose");
    }
    if (answer == 204) {
      delivered.add(StatusFormat.REPORT_CODEC.decode(call.body()).orThrow());
    }
    return new Reply.Answer(
        answer,
        Bytes.utf8(""),
        Optional.of(Duration.ofSeconds(1)),
        Optional.of(spread),
        Optional.empty(),
        logsWanted,
        abilitiesWanted);
  }

  @Override
  public void close() {}
}

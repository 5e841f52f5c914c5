package io.skerry.control.runtime;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.skerry.schema.store.EtcdProcess;
import java.util.Map;

/// A real etcd, and a database that is not there.
public final class EtcdOnly implements QuarkusTestResourceLifecycleManager {

  private static final String NOBODY = "//127.0.0.1:1/postgres";

  private final EtcdProcess etcd = EtcdProcess.start();

  @Override
  public Map<String, String> start() {
    return Map.of(
        "skerry.etcd.endpoints", etcd.endpoint(),
        "quarkus.datasource.reactive.url", "vertx-reactive:postgresql:" + NOBODY,
        "quarkus.datasource.jdbc.url", "jdbc:postgresql:" + NOBODY);
  }

  @Override
  public void stop() {
    etcd.close();
  }
}

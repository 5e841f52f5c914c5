package io.skerry.control.runtime;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.skerry.schema.store.EtcdProcess;
import java.util.Map;

/// A real etcd and a real PostgreSQL for `@QuarkusTest`s, shared by all of them. Fields of type
/// [PostgresServer] and [EtcdProcess] in the test class are filled in.
public final class Stores implements QuarkusTestResourceLifecycleManager {

  private final EtcdProcess etcd = EtcdProcess.start();
  private final PostgresServer postgres = PostgresServer.start();

  @Override
  public Map<String, String> start() {
    String database = "//127.0.0.1:" + postgres.port() + "/postgres";
    return Map.of(
        "skerry.etcd.endpoints",
        etcd.endpoint(),
        "skerry.leader-ttl",
        "2s",
        "quarkus.datasource.username",
        "postgres",
        "quarkus.datasource.password",
        "postgres",
        "quarkus.datasource.reactive.url",
        "vertx-reactive:postgresql:" + database,
        "quarkus.datasource.jdbc.url",
        "jdbc:postgresql:" + database);
  }

  @Override
  public void inject(TestInjector injector) {
    injector.injectIntoFields(postgres, new TestInjector.MatchesType(PostgresServer.class));
    injector.injectIntoFields(etcd, new TestInjector.MatchesType(EtcdProcess.class));
  }

  @Override
  public void stop() {
    postgres.close();
    etcd.close();
  }
}

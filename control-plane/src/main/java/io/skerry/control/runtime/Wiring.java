package io.skerry.control.runtime;

import com.github.f4b6a3.ulid.UlidCreator;
import io.micrometer.core.instrument.MeterRegistry;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.fleet.WrittenRefs;
import io.skerry.control.history.HistoryRecorder;
import io.skerry.control.history.traffic.PostgresTelemetry;
import io.skerry.control.notice.Retries;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.EtcdConfig;
import io.skerry.schema.store.EtcdStore;
import io.skerry.schema.store.StateStore;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.random.RandomGenerator;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// What the parts of a replica are given.
@Singleton
class Wiring {

  @Produces
  @Singleton
  InstantSource clock() {
    return InstantSource.system();
  }

  @Produces
  @Singleton
  RandomGenerator random() {
    return new SecureRandom();
  }

  @Produces
  @Singleton
  IdSource ids() {
    return () -> UlidCreator.getMonotonicUlid().toString();
  }

  @Produces
  @Singleton
  Keys keys(SkerryConfig config) {
    return new Keys(new ResourceName(config.cell()));
  }

  @Produces
  @Singleton
  StateStore store(SkerryConfig config, InstantSource clock, MeterRegistry meters) {
    List<String> endpoints = config.etcd().endpoints().stream().map(URI::toString).toList();
    return new MeteredStore(new EtcdStore(EtcdConfig.of(endpoints), clock), meters);
  }

  void close(@Disposes StateStore store) {
    store.close();
  }

  @Produces
  @Singleton
  WrittenRefs written() {
    return new WrittenRefs();
  }

  @Produces
  @Singleton
  FleetView view(Keys keys, WrittenRefs written, SkerryConfig config) {
    return new FleetView(keys, written, config.watch().remembered());
  }

  @Produces
  @Singleton
  Office office() {
    return new Office();
  }

  @Produces
  @Singleton
  LeaderWriters writers(
      StateStore store,
      Keys keys,
      InstantSource clock,
      IdSource ids,
      WrittenRefs written,
      FleetView view) {
    Clerk clerk = new Clerk(store, keys, clock, ids);
    return new LeaderWriters(
        new RolloutWriter(
            clerk, new BoundedThreads("rollouts", RefWriter.WIDTH), new TargetsInView(view)),
        new RefWriter(clerk, written, new BoundedThreads("refs", RefWriter.WIDTH)));
  }

  @Produces
  @Singleton
  Replica replica(
      StateStore store,
      Keys keys,
      FleetView view,
      Office office,
      InstantSource clock,
      RandomGenerator random) {
    return new Replica(store, keys, view, office, clock, random);
  }

  @Produces
  @Singleton
  LeaseLoop.Candidate candidate(
      SkerryConfig config,
      RandomGenerator random,
      @ConfigProperty(name = "quarkus.http.host", defaultValue = "127.0.0.1") String host,
      @ConfigProperty(name = "quarkus.http.port", defaultValue = "8470") int port) {
    String address =
        config.advertise().map(URI::toString).orElseGet(() -> "http://" + host + ":" + port);
    return new LeaseLoop.Candidate(ReplicaNames.of(config, random), address, config.leaderTtl());
  }

  @Produces
  @Singleton
  EvictionLoop evictions(Replica replica, IdSource ids, SkerryConfig config) {
    return new EvictionLoop(
        replica,
        new Clerk(replica.store(), replica.keys(), replica.clock(), ids),
        new EvictionLoop.Pace(
            config.heartbeat(), config.eviction().grace(), config.eviction().pause()));
  }

  @Produces
  @Singleton
  EvidenceDesk desk() {
    return new EvidenceDesk();
  }

  @Produces
  @Singleton
  UndeliveredCounts undelivered(MeterRegistry meters) {
    return new UndeliveredCounts().registerWith(meters);
  }

  @Produces
  @Singleton
  NotifierLoop notifier(
      Replica replica, Courier courier, UndeliveredCounts counts, SkerryConfig config) {
    return new NotifierLoop(
        replica,
        courier,
        new NoticeSecrets(config.notifications().secrets()),
        new Retries(replica.random(), Retries.FIRST),
        counts);
  }

  @Produces
  @Singleton
  LeaderDuties duties(
      Replica replica,
      LeaderWriters writers,
      HistoryRecorder recorder,
      EvictionLoop evictions,
      NotifierLoop notifier,
      PostgresTelemetry telemetry,
      EvidenceDesk desk,
      SkerryConfig config) {
    return new LeaderDuties(
        replica.office(),
        List.of(
            new ReconcilerLoop(replica, writers, desk),
            new DrainerLoop(replica, recorder),
            evictions,
            notifier,
            new EvidenceLoop(replica, telemetry, desk),
            new UpkeepLoop(replica, telemetry, config.telemetry().retention())),
        replica.random());
  }
}

package io.skerry.schema.store;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A real etcd cluster for tests.
public final class EtcdCluster implements AutoCloseable {

  private final List<EtcdProcess> members;

  private EtcdCluster(List<EtcdProcess> members) {
    this.members = members;
  }

  /// Starts a cluster and waits until all members are healthy.
  public static EtcdCluster start(int size) {
    List<EtcdProcess.Ports> ports = Stream.generate(EtcdProcess.Ports::free).limit(size).toList();
    String cluster =
        ports.stream()
            .map(each -> each.name() + "=" + each.peerUrl())
            .collect(Collectors.joining(","));
    List<EtcdProcess> members =
        ports.stream().map(each -> EtcdProcess.member(each, cluster)).toList();
    members.forEach(EtcdProcess::awaitHealthy);
    return new EtcdCluster(members);
  }

  /// All members, dead ones too.
  public List<EtcdProcess> members() {
    return members;
  }

  /// The member that leads; all must be alive.
  public EtcdProcess leader() {
    return members.stream().filter(EtcdCluster::leads).findFirst().orElseThrow();
  }

  /// Settings of a store on all members, in order.
  public EtcdConfig config() {
    return EtcdConfig.of(members.stream().map(EtcdProcess::endpoint).toList());
  }

  @Override
  public void close() {
    members.forEach(EtcdProcess::close);
  }

  private static boolean leads(EtcdProcess member) {
    try (EtcdAdmin admin = new EtcdAdmin(member.clientPort())) {
      return admin.isLeader();
    }
  }
}

package io.skerry.cli.local;

import io.skerry.cli.shell.CommandException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/// The ports of a local stack, all on the loopback interface.
///
/// @param rest the control plane's
/// @param etcdClient etcd's for clients
/// @param etcdPeer etcd's for its peers, of which there are none
/// @param postgres PostgreSQL's
/// @param firstAgent the first agent's, the others follow; 0 lets each choose a free one
public record Ports(int rest, int etcdClient, int etcdPeer, int postgres, int firstAgent) {

  /// The first choice.
  public static final Ports DEFAULT = new Ports(8470, 8471, 8472, 8473, 8481);

  /// Below what Linux (32768) and others (49152, RFC 6335) give to outgoing connections.
  private static final int FIRST_UNUSED = 20_000;

  private static final int UNUSED_PORTS = 12_000;

  /// Each process begins elsewhere, so that several at once seldom ask for the same.
  private static final AtomicInteger NEXT =
      new AtomicInteger(Long.hashCode(ProcessHandle.current().pid() * 101));

  /// Where `./skerry up` starts the upstream of the example service `hello`, which names it.
  static final int HELLO = 8474;

  /// Gateways listen so far above the agents' own interfaces.
  private static final int GATEWAYS = 1000;

  private static final String REST = "SKERRY_REST_PORT";
  private static final String ETCD = "SKERRY_ETCD_PORT";
  private static final String ETCD_PEER = "SKERRY_ETCD_PEER_PORT";
  private static final String POSTGRES = "SKERRY_POSTGRES_PORT";
  private static final String AGENTS = "SKERRY_AGENT_PORT";

  /// The default ports, except those that environment variables choose.
  public static Ports of(Map<String, String> environment) {
    return new Ports(
        port(environment, REST, DEFAULT.rest),
        port(environment, ETCD, DEFAULT.etcdClient),
        port(environment, ETCD_PEER, DEFAULT.etcdPeer),
        port(environment, POSTGRES, DEFAULT.postgres),
        port(environment, AGENTS, DEFAULT.firstAgent));
  }

  /// Ports that are free at the moment of asking, for tests.
  public static Ports free() {
    return new Ports(unused(), unused(), unused(), unused(), 0);
  }

  /// A port that nobody listens on at the moment of asking, another one each time. It is none of
  /// those that outgoing connections get: whoever connects again and again to a server that is down
  /// would take such a port itself, and the server could not come back to it.
  public static int unused() {
    for (int tries = 0; tries < UNUSED_PORTS; tries++) {
      int port = FIRST_UNUSED + Math.floorMod(NEXT.getAndIncrement(), UNUSED_PORTS);
      if (busy(List.of(port)).isEmpty()) {
        return port;
      }
    }
    throw new IllegalStateException("somebody listens on every port from " + FIRST_UNUSED);
  }

  /// The port of the agent with this index, from 0; 0 when it shall choose one.
  public int agent(int index) {
    return firstAgent == 0 ? 0 : firstAgent + index;
  }

  /// The port of the same agent's gateway; 0 when it has none, because its ports are not fixed.
  int gateway(int index) {
    return firstAgent == 0 ? 0 : firstAgent + GATEWAYS + index;
  }

  /// Every fixed port with the environment variable that chooses another.
  Map<Integer, String> variables(int agents) {
    Map<Integer, String> variables = new LinkedHashMap<>();
    variables.put(rest, REST);
    variables.put(etcdClient, ETCD);
    variables.put(etcdPeer, ETCD_PEER);
    variables.put(postgres, POSTGRES);
    for (int i = 0; i < agents && firstAgent != 0; i++) {
      variables.put(agent(i), AGENTS);
      variables.put(gateway(i), AGENTS);
    }
    return variables;
  }

  /// Which of these ports cannot be listened on now.
  static List<Integer> busy(Iterable<Integer> ports) {
    List<Integer> busy = new ArrayList<>();
    for (int port : ports) {
      try (ServerSocket probe = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
        probe.setReuseAddress(true);
      } catch (IOException taken) {
        busy.add(port);
      }
    }
    return busy;
  }

  private static int port(Map<String, String> environment, String variable, int otherwise) {
    String text = environment.getOrDefault(variable, "");
    if (text.isEmpty()) {
      return otherwise;
    }
    if (!text.matches("\\d{1,5}") || Integer.parseInt(text) > 65_535) {
      throw CommandException.usage(variable + ": '" + text + "' is no port (1 to 65535)");
    }
    return Integer.parseInt(text);
  }
}

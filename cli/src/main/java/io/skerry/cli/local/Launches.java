package io.skerry.cli.local;

import io.skerry.cli.local.AotCache.Training;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How the servers of a stack are called.
///
/// @param config the stack
record Launches(StackConfig config) {
  static final String ETCD = "etcd";
  static final String CONTROL_PLANE = "control-plane";
  static final String HELLO = "hello";
  private static final String AGENT = "agent";
  private static final String AGENT_HEAP = "-Xmx96m";

  /// Small and quick to start rather than fast for hours.
  private static final List<String> SMALL = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

  /// What `docs/operate.md` recommends for a server: all of the compiler, short pauses, and room
  /// for what an edit of thousands of nodes leaves behind.
  private static final List<String> SERVER =
      List.of("-XX:+UseParallelGC", "-Xms1g", "-Xmx1g", "-Xmn640m");

  private static final Duration ETCD_PATIENCE = Duration.ofSeconds(30);
  private static final Duration JVM_PATIENCE = Duration.ofSeconds(90);

  /// etcd with its data in the stack's folder.
  Launch etcd() {
    String client = config.etcd();
    String peer = "http://127.0.0.1:" + config.ports().etcdPeer();
    List<String> command =
        List.of(
            config.programs().etcd().toString(),
            "--name=local",
            "--data-dir=" + config.layout().etcdData(),
            "--listen-client-urls=" + client,
            "--advertise-client-urls=" + client,
            "--listen-peer-urls=" + peer,
            "--initial-advertise-peer-urls=" + peer,
            "--initial-cluster=local=" + peer,
            "--auto-compaction-mode=periodic",
            "--auto-compaction-retention=1h",
            "--quota-backend-bytes=2147483648",
            "--logger=zap",
            "--log-level=warn");
    return new Launch(
        ETCD,
        () -> client,
        command,
        Map.of(),
        () -> Probe.answers(client + "/health"),
        ETCD_PATIENCE);
  }

  /// A control plane that keeps its history in this database.
  Launch controlPlane(String databaseUrl) {
    return controlPlane(CONTROL_PLANE, config.ports().rest(), databaseUrl);
  }

  /// One more control plane of the same stores, on its own port.
  Launch controlPlane(String name, int port, String databaseUrl) {
    String address = "http://127.0.0.1:" + port;
    Map<String, String> properties = new TreeMap<>(DatabaseUrl.parse(databaseUrl).properties());
    properties.put("quarkus.http.host", "127.0.0.1");
    properties.put("quarkus.http.port", String.valueOf(port));
    properties.put("skerry.etcd.endpoints", config.etcd());
    properties.put("skerry.replica", name);
    properties.put("skerry.advertise", address);
    properties.putAll(config.settings().controlPlane());
    Path jar = config.programs().controlPlane();
    Training training = name.equals(CONTROL_PLANE) ? Training.YES : Training.NO;
    return new Launch(
        name,
        () -> address,
        switch (config.settings().size()) {
          case SMALL -> java(jar, CONTROL_PLANE, "-Xmx384m", training, List.of());
          case SERVER -> server(jar);
        },
        variables(properties),
        () -> Probe.answers(address + "/q/health/ready"),
        JVM_PATIENCE);
  }

  private List<String> server(Path jar) {
    List<String> command = new ArrayList<>(List.of(config.programs().java().toString()));
    command.addAll(SERVER);
    command.addAll(List.of("-jar", jar.toString()));
    return command;
  }

  /// Whether the control plane records its start-up cache, which it stores when it ends.
  boolean recordsControlPlane() {
    AotCache caches = new AotCache(config.layout().cache());
    return config.settings().size() == StackConfig.Size.SMALL
        && !AotCache.isOf(config.programs().controlPlane(), caches.of(CONTROL_PLANE));
  }

  /// The upstream of the example service `hello`: the JDK's file server, over one folder for each
  /// version.
  Launch hello(Path folder) {
    String port = String.valueOf(Ports.HELLO);
    String address = "http://127.0.0.1:" + port;
    List<String> command = new ArrayList<>(List.of(config.programs().java().toString()));
    command.addAll(SMALL);
    command.addAll(List.of("-Xmx16m", "-m", "jdk.httpserver", "-b", "127.0.0.1", "-p", port));
    command.addAll(List.of("-d", folder.toString(), "-o", "none"));
    return new Launch(
        HELLO,
        () -> address,
        command,
        Map.of(),
        () -> Probe.answers(address + "/v1/"),
        ETCD_PATIENCE);
  }

  /// Agents of a stack are killed for the sake of trying; only a real crash loop is one.
  private static final String SOAK = "2s";

  /// @param local of the agent's own interface; 0 lets it choose
  /// @param gateway of its gateway; 0 for none
  record AgentPorts(int local, int gateway) {}

  /// The agent of a node; `join` is empty for one that has joined before.
  Launch agent(String node, AgentPorts ports, List<String> join) {
    Path data = config.layout().agentData(node);
    List<String> arguments = new ArrayList<>();
    arguments.addAll(List.of("--node", node, "--data-dir", data.toString()));
    arguments.addAll(List.of("--control-plane", config.rest()));
    arguments.addAll(List.of("--listen", "127.0.0.1:" + ports.local()));
    arguments.addAll(List.of("--soak", SOAK));
    if (ports.gateway() != 0) {
      arguments.addAll(List.of("--gateway", "127.0.0.1:" + ports.gateway()));
    }
    arguments.addAll(join);
    AgentAddress address = new AgentAddress(data.resolve("local-api.address"), ports.local());
    return new Launch(
        "agent-" + node,
        address::toString,
        java(config.programs().agent(), AGENT, AGENT_HEAP, Training.NO, arguments),
        config.settings().agents(),
        () -> address.isNoted() && Probe.answers(address + "/healthz"),
        JVM_PATIENCE);
  }

  /// What records the agents' start-up cache; nothing when there is one.
  Optional<AgentTraining> agentTraining() {
    Path jar = config.programs().agent();
    Path cache = new AotCache(config.layout().cache()).of(AGENT);
    if (AotCache.isOf(jar, cache)) {
      return Optional.empty();
    }
    List<String> command = new ArrayList<>(List.of("nice", config.programs().java().toString()));
    command.addAll(SMALL);
    command.addAll(List.of(AGENT_HEAP, "-XX:AOTCacheOutput=" + AgentTraining.output(cache)));
    command.addAll(List.of("-jar", jar.toString(), "--train"));
    return Optional.of(new AgentTraining(config.layout(), cache, command));
  }

  private List<String> java(
      Path jar, String program, String heap, Training training, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(config.programs().java().toString());
    command.addAll(SMALL);
    command.add(heap);
    command.addAll(new AotCache(config.layout().cache()).flags(jar, program, training));
    command.add("-jar");
    command.add(jar.toString());
    command.addAll(arguments);
    return command;
  }

  /// Properties as environment variables, because a command line can be read by everyone.
  private static Map<String, String> variables(Map<String, String> properties) {
    Map<String, String> variables = new TreeMap<>();
    properties.forEach(
        (name, value) ->
            variables.put(name.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT), value));
    return variables;
  }
}

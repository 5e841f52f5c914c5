package io.skerry.agent;

import io.skerry.agent.gateway.GatewayOptions;
import io.skerry.schema.model.ResourceName;
import java.net.InetSocketAddress;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The agent's settings, from flags and, for flags that are not given, from the environment
/// (`--data-dir` is `SKERRY_DATA_DIR`).
///
/// @param options of the node
/// @param listen address of the local API
/// @param replace whether to replace an agent that runs on the data directory
record AgentFlags(SkerryOptions options, InetSocketAddress listen, boolean replace) {

  static final String USAGE =
      """
      usage: java -jar skerry-agent.jar --node NAME --data-dir DIR [flags]
        --node NAME               the node's name in the inventory
        --data-dir DIR            its own folder
        --control-plane URL[,URL] where to enrol and report
        --join-token TOKEN        for the first start only
        --join-token-file FILE    the same from a file
        --listen HOST:PORT        local API, default 127.0.0.1:0 (0 takes a free port)
        --heartbeat 10s           default: what the control plane says
        --gateway HOST:PORT       take requests there and pass them on as the snapshot says; off by default
        --gateway-cert FILE       its certificate chain (PEM), for TLS and HTTP/2
        --gateway-key FILE        its private key (PEM)
        --gateway-snapshot-header when-asked (x-skerry-debug: 1) or always; default when-asked
        --replace running         take over from an agent that runs on the data directory, without a
                                  failed request; default never, which refuses to start beside one
        --drain 20s               how long requests under way may take when the agent ends
        --soak 600s               how long a snapshot must serve to be one to fall back to
      Flags may be given as environment variables: --data-dir is SKERRY_DATA_DIR.\
      """;

  private static final List<String> KNOWN =
      List.of(
          "--node",
          "--data-dir",
          "--control-plane",
          "--join-token",
          "--join-token-file",
          "--listen",
          "--heartbeat",
          "--soak",
          "--gateway",
          "--gateway-cert",
          "--gateway-key",
          "--gateway-snapshot-header",
          "--drain",
          "--replace");
  private static final Pattern SECONDS = Pattern.compile("([0-9]{1,6})s");
  private static final Pattern ADDRESS = Pattern.compile("(\\[[^]]+]|[^:]*):([0-9]{1,5})");
  private static final int MAX_PORT = 65_535;

  /// Reads the settings.
  ///
  /// @throws IllegalArgumentException saying which flag is wrong and what would be right
  static AgentFlags parse(List<String> arguments, Map<String, String> environment) {
    Map<String, String> values = new TreeMap<>(fromEnvironment(environment));
    values.putAll(fromArguments(arguments));
    SkerryOptions options =
        SkerryOptions.of(node(values), dataDirectory(values))
            .withControlPlane(
                value(values, "--control-plane").map(v -> v.split(",", -1)).orElse(new String[0]));
    if (values.containsKey("--join-token") && values.containsKey("--join-token-file")) {
      throw new IllegalArgumentException("give --join-token or --join-token-file, not both");
    }
    Optional<String> token = value(values, "--join-token");
    if (token.isPresent()) {
      options = options.withJoinToken(token.get());
    }
    Optional<String> tokenFile = value(values, "--join-token-file");
    if (tokenFile.isPresent()) {
      options = options.withJoinTokenFile(path("--join-token-file", tokenFile.get()));
    }
    Optional<String> heartbeat = value(values, "--heartbeat");
    if (heartbeat.isPresent()) {
      options = options.withHeartbeat(seconds("--heartbeat", heartbeat.get()));
    }
    Optional<String> soak = value(values, "--soak");
    if (soak.isPresent()) {
      options = options.withSoak(seconds("--soak", soak.get()));
    }
    Optional<GatewayOptions> gateway = gateway(values);
    if (gateway.isPresent()) {
      options = options.withGateway(gateway.get());
    }
    return new AgentFlags(
        options,
        address("--listen", value(values, "--listen").orElse("127.0.0.1:0")),
        replaces(values));
  }

  /// The options for a gateway beside that of the agent which is replaced.
  ///
  /// @param gateway `HOST:PORT` where that one listens
  SkerryOptions beside(String gateway) {
    int port = Integer.parseInt(gateway.substring(gateway.lastIndexOf(':') + 1));
    return options.gateway().map(it -> options.withGateway(it.beside(port))).orElse(options);
  }

  private static boolean replaces(Map<String, String> values) {
    String text = value(values, "--replace").orElse("never");
    return switch (text) {
      case "running" -> true;
      case "never" -> false;
      default ->
          throw new IllegalArgumentException("--replace '" + text + "' must be running or never");
    };
  }

  private static Optional<GatewayOptions> gateway(Map<String, String> values) {
    Optional<GatewayOptions> options =
        value(values, "--gateway").map(at -> GatewayOptions.on(address("--gateway", at)));
    Optional<String> certificate = value(values, "--gateway-cert");
    Optional<String> key = value(values, "--gateway-key");
    if (certificate.isPresent() != key.isPresent()) {
      throw new IllegalArgumentException("--gateway-cert and --gateway-key go together");
    }
    boolean needed =
        Stream.of("--gateway-key", "--gateway-snapshot-header").anyMatch(values::containsKey);
    if (options.isEmpty() && needed) {
      throw new IllegalArgumentException("--gateway is needed: where requests are taken");
    }
    return options
        .map(
            it ->
                certificate.isPresent() && key.isPresent()
                    ? it.withTls(
                        path("--gateway-cert", certificate.get()), path("--gateway-key", key.get()))
                    : it)
        .map(it -> namesSnapshots(values) ? it.namingSnapshots() : it)
        .map(
            it ->
                value(values, "--drain")
                    .map(text -> it.withDrain(seconds("--drain", text)))
                    .orElse(it));
  }

  private static boolean namesSnapshots(Map<String, String> values) {
    String text = value(values, "--gateway-snapshot-header").orElse("when-asked");
    return switch (text) {
      case "always" -> true;
      case "when-asked" -> false;
      default ->
          throw new IllegalArgumentException(
              "--gateway-snapshot-header '" + text + "' must be when-asked or always");
    };
  }

  private static Map<String, String> fromArguments(List<String> arguments) {
    Map<String, String> values = new HashMap<>();
    for (int i = 0; i < arguments.size(); i++) {
      String argument = arguments.get(i);
      int equals = argument.indexOf('=');
      String flag = equals < 0 ? argument : argument.substring(0, equals);
      if (!KNOWN.contains(flag)) {
        throw new IllegalArgumentException("there is no flag " + flag + "; try --help");
      }
      if (equals < 0 && i + 1 == arguments.size()) {
        throw new IllegalArgumentException(flag + " needs a value");
      }
      String value = equals < 0 ? arguments.get(++i) : argument.substring(equals + 1);
      if (values.put(flag, value) != null) {
        throw new IllegalArgumentException(flag + " is given twice");
      }
    }
    return values;
  }

  private static Map<String, String> fromEnvironment(Map<String, String> environment) {
    Map<String, String> values = new HashMap<>();
    for (String flag : KNOWN) {
      String name =
          "SKERRY_" + flag.substring(2).replace('-', '_').toUpperCase(java.util.Locale.ROOT);
      Optional.ofNullable(environment.get(name))
          .filter(value -> !value.isBlank())
          .ifPresent(value -> values.put(flag, value));
    }
    return values;
  }

  private static Optional<String> value(Map<String, String> values, String flag) {
    return Optional.ofNullable(values.get(flag));
  }

  private static String node(Map<String, String> values) {
    String node =
        value(values, "--node")
            .orElseThrow(() -> new IllegalArgumentException("--node is needed: the node's name"));
    if (!ResourceName.isValid(node)) {
      throw new IllegalArgumentException(
          "--node '%s' is not a name: it must match %s".formatted(node, ResourceName.SYNTAX));
    }
    return node;
  }

  private static Path dataDirectory(Map<String, String> values) {
    return value(values, "--data-dir")
        .map(text -> path("--data-dir", text))
        .orElseThrow(
            () -> new IllegalArgumentException("--data-dir is needed: a folder of the node's own"));
  }

  private static Path path(String flag, String text) {
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(flag + " '" + text + "' is not a path", e);
    }
  }

  private static Duration seconds(String flag, String text) {
    Matcher matcher = SECONDS.matcher(text);
    if (!matcher.matches()) {
      throw new IllegalArgumentException(flag + " '" + text + "' must look like 10s");
    }
    return Duration.ofSeconds(Long.parseLong(matcher.group(1)));
  }

  private static InetSocketAddress address(String flag, String text) {
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group(2)) > MAX_PORT) {
      throw new IllegalArgumentException(flag + " '" + text + "' must look like 127.0.0.1:8481");
    }
    String host = matcher.group(1).isEmpty() ? "127.0.0.1" : matcher.group(1);
    return new InetSocketAddress(host, Integer.parseInt(matcher.group(2)));
  }
}

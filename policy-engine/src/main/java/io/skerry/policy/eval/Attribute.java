package io.skerry.policy.eval;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// One scalar that an expression can read from a node: a variable such as `region`, or a member of
/// one such as `gpu.memory` or `labels.tier`.
public sealed interface Attribute {

  /// The attribute that a variable is; empty when it is not a scalar.
  static Optional<Attribute> ofVariable(String variable) {
    return Optional.ofNullable(Scalar.BY_PATH.get(variable));
  }

  /// The attribute that a member of a variable is; empty when there is none.
  static Optional<Attribute> ofMember(String variable, String member) {
    return variable.equals("labels")
        ? Optional.of(new Label(member))
        : Optional.ofNullable(Scalar.BY_PATH.get(variable + "." + member));
  }

  /// The value of a label.
  ///
  /// @param key its name
  record Label(String key) implements Attribute {
    /// Makes keys identical that are equal, so that looking one up compares references.
    public Label {
      key = key.intern();
    }
  }

  /// Everything that every node may have.
  enum Scalar implements Attribute {
    NAME("name"),
    CELL("cell"),
    CLOUD("cloud"),
    REGION("region"),
    ZONE("zone"),
    ISP("isp"),
    MODE("mode"),
    WEIGHT("weight"),
    CPU("cpu"),
    MEMORY("memory"),
    BANDWIDTH("bandwidth"),
    HEALTH("health"),
    VERSION("version"),
    CITY("location.city"),
    LATITUDE("location.lat"),
    LONGITUDE("location.lon"),
    GPU_MODEL("gpu.model"),
    GPU_COUNT("gpu.count"),
    GPU_MEMORY("gpu.memory");

    private static final Map<String, Scalar> BY_PATH =
        Arrays.stream(values()).collect(Collectors.toMap(Scalar::path, Function.identity()));

    private final String path;

    Scalar(String path) {
      this.path = path;
    }

    /// How expressions write it.
    public String path() {
      return path;
    }

    /// Whether all nodes of a cell have the same.
    boolean isOfTheCell() {
      return switch (this) {
        case CELL, CLOUD, REGION -> true;
        case NAME,
            ZONE,
            ISP,
            MODE,
            WEIGHT,
            CPU,
            MEMORY,
            BANDWIDTH,
            HEALTH,
            VERSION,
            CITY,
            LATITUDE,
            LONGITUDE,
            GPU_MODEL,
            GPU_COUNT,
            GPU_MEMORY ->
            false;
      };
    }
  }
}

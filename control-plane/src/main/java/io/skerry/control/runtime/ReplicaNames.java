package io.skerry.control.runtime;

import io.skerry.schema.model.ResourceName;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.random.RandomGenerator;

/// Names replicas that were not given a name.
final class ReplicaNames {

  private static final int MAX_HOST = 48;
  private static final int RANDOM_BITS = 30;

  private ReplicaNames() {}

  /// The configured name, or the host's with a random part, so that two processes never share one.
  static ResourceName of(SkerryConfig config, RandomGenerator random) {
    return new ResourceName(
        config
            .replica()
            .orElseGet(
                () ->
                    segment(host())
                        + "-"
                        + Integer.toString(random.nextInt(1 << RANDOM_BITS), 36)));
  }

  /// What is left of a host's name that a resource may be called.
  static String segment(String host) {
    String plain =
        host.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
    String bounded = plain.substring(0, Math.min(plain.length(), MAX_HOST));
    return bounded.isEmpty() ? "replica" : bounded.replaceAll("-+$", "");
  }

  private static String host() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException unnamed) {
      return "";
    }
  }
}

package io.skerry.cli.context;

import java.net.URI;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// Named control planes, and which of them is meant when none is named.
///
/// @param current the name of the current one; empty when there is none
/// @param servers addresses by name
public record Contexts(String current, SortedMap<String, URI> servers) {

  /// No control plane is known.
  public static final Contexts NONE = new Contexts("", new TreeMap<>());

  /// Copies the addresses.
  public Contexts {
    servers = Collections.unmodifiableSortedMap(new TreeMap<>(servers));
  }

  /// The address with this name.
  public Optional<URI> find(String name) {
    return Optional.ofNullable(servers.get(name));
  }

  /// With one more name, which becomes the current one if it is the first.
  public Contexts with(String name, URI server) {
    Map<String, URI> more = new TreeMap<>(servers);
    more.put(name, server);
    return new Contexts(current.isEmpty() ? name : current, new TreeMap<>(more));
  }

  /// With another current name, which must be known.
  public Contexts using(String name) {
    return new Contexts(name, servers);
  }
}

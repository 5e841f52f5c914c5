package io.skerry.control.notice;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;

/// Which addresses messages may be sent to. Whoever may declare a target must not reach what only
/// the control plane's machine can: itself, its link and the metadata services of clouds.
///
/// @param allowsLoopback whether the machine itself may be called, for trying things out
public record Destinations(boolean allowsLoopback) {

  /// Metadata services outside the link-local ranges: Azure, Alibaba, Oracle, AWS over IPv6.
  private static final Set<String> METADATA =
      Set.of("a83f8110", "646464c8", "c00000c0", "fd000ec2000000000000000000000254");

  private static final String NAT64 = "0064ff9b";

  /// Why an address may not be called; empty when it may.
  public Optional<String> problem(InetAddress address) {
    if (address.isLoopbackAddress()) {
      return allowsLoopback
          ? Optional.empty()
          : Optional.of(
              "is the control plane itself; skerry.notifications.allow-loopback would allow it");
    }
    if (address.isLinkLocalAddress()) {
      return Optional.of("is a link-local address, where clouds keep their metadata");
    }
    if (address.isAnyLocalAddress() || address.isMulticastAddress()) {
      return Optional.of("is not the address of one machine");
    }
    String hex = HexFormat.of().formatHex(address.getAddress());
    boolean isHidden = address instanceof Inet6Address && hex.startsWith(NAT64);
    return METADATA.contains(hex) || isHidden
        ? Optional.of("is an address of a cloud's metadata service, or may lead to one")
        : Optional.empty();
  }
}

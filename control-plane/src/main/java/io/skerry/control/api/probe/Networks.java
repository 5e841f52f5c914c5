package io.skerry.control.api.probe;

import com.google.common.net.InetAddresses;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/// Which addresses may be probed. A probe is a request that an operator lets the control plane
/// make, and must reach neither the control plane's own machine nor what a cloud tells its machines
/// in confidence.
///
/// @param allowed if not empty, only these networks may be probed, whatever they are
record Networks(List<Network> allowed) {

  /// Where clouds answer their machines beside the link-local addresses: Azure's host, Alibaba's
  /// metadata, and the metadata of AWS by IPv6.
  private static final List<Network> CLOUD_INTERNAL =
      List.of(
          Network.parse("168.63.129.16/32"),
          Network.parse("100.100.100.200/32"),
          Network.parse("fd00:ec2::/32"));

  Networks {
    allowed = List.copyOf(allowed);
  }

  /// @param texts networks such as `10.0.0.0/8`; one that is none is refused with
  ///   `IllegalArgumentException`
  static Networks of(List<String> texts) {
    return new Networks(texts.stream().map(Network::parse).toList());
  }

  /// Whether an address may be probed.
  boolean allows(InetAddress address) {
    return allowed.isEmpty()
        ? !isInternal(address)
        : allowed.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isInternal(InetAddress address) {
    return address.isAnyLocalAddress()
        || address.isLoopbackAddress()
        || address.isLinkLocalAddress()
        || address.isMulticastAddress()
        || isBroadcast(address)
        || CLOUD_INTERNAL.stream().anyMatch(network -> network.contains(address));
  }

  private static boolean isBroadcast(InetAddress address) {
    return address instanceof Inet4Address && address.getAddress()[0] == (byte) 0xff;
  }

  /// A range of addresses.
  ///
  /// @param base the first
  /// @param bits how many leading bits all of them share
  record Network(InetAddress base, int bits) {

    static Network parse(String text) {
      int slash = text.indexOf('/');
      InetAddress base = InetAddresses.forString(slash < 0 ? text : text.substring(0, slash));
      int most = base.getAddress().length * Byte.SIZE;
      int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
      if (bits < 0 || bits > most) {
        throw new IllegalArgumentException(text + " is not a network such as 10.0.0.0/8");
      }
      return new Network(base, bits);
    }

    boolean contains(InetAddress address) {
      byte[] mine = base.getAddress();
      byte[] theirs = address.getAddress();
      if (mine.length != theirs.length) {
        return false;
      }
      for (int bit = 0; bit < bits; bit++) {
        int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
        if (((mine[bit / Byte.SIZE] ^ theirs[bit / Byte.SIZE]) & mask) != 0) {
          return false;
        }
      }
      return true;
    }
  }
}

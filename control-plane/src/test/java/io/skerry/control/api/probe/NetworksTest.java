package io.skerry.control.api.probe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.net.InetAddresses;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "127.0.0.1",
        "127.8.8.8",
        "::1",
        "0.0.0.0",
        "::",
        "169.254.169.254",
        "169.254.170.2",
        "fe80::1",
        "fd00:ec2::254",
        "168.63.129.16",
        "100.100.100.200",
        "224.0.0.1",
        "ff02::1",
        "255.255.255.255",
        "::ffff:127.0.0.1",
        "::ffff:169.254.169.254"
      })
  void whatIsOfThisMachineOrOfItsCloudIsNotProbed(String address) {
    assertThat(allows(address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.0.0.7", "192.168.1.1", "203.0.113.9", "2001:db8::1", "fd12::1"})
  void nodesAreProbedInsideAndOutside(String address) {
    assertThat(allows(address)).isTrue();
  }

  @Test
  void whereNetworksAreNamedOnlyTheyAreProbed() {
    Networks named = Networks.of(List.of("10.1.0.0/16", "127.0.0.1", "2001:db8::/33"));

    assertThat(named.allows(InetAddresses.forString("10.1.255.1"))).isTrue();
    assertThat(named.allows(InetAddresses.forString("10.2.0.1"))).isFalse();
    assertThat(named.allows(InetAddresses.forString("127.0.0.1"))).isTrue();
    assertThat(named.allows(InetAddresses.forString("127.0.0.2"))).isFalse();
    assertThat(named.allows(InetAddresses.forString("2001:db8:7fff::1"))).isTrue();
    assertThat(named.allows(InetAddresses.forString("2001:db8:8000::1"))).isFalse();
  }

  @Test
  void whatIsNoNetworkIsRefused() {
    assertThatThrownBy(() -> Networks.of(List.of("10.0.0.0/33")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("10.0.0.0/33");
  }

  private static boolean allows(String address) {
    return Networks.of(List.of()).allows(InetAddresses.forString(address));
  }
}

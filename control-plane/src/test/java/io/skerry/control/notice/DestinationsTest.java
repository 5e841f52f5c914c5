package io.skerry.control.notice;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DestinationsTest {

  private static boolean mayCall(boolean allowsLoopback, String address) {
    return new Destinations(allowsLoopback).problem(InetAddress.ofLiteral(address)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "169.254.169.254",
        "::ffff:169.254.169.254",
        "fe80::1",
        "fd00:ec2::254",
        "168.63.129.16",
        "100.100.100.200",
        "192.0.0.192",
        "64:ff9b::a9fe:a9fe",
        "0.0.0.0",
        "::",
        "224.0.0.1"
      })
  void whatOnlyTheMachineCanReachIsNeverCalled(String address) {
    assertThat(mayCall(true, address)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "127.1.2.3", "::1"})
  void theMachineItselfIsCalledOnlyWhereThatWasAllowed(String address) {
    assertThat(mayCall(false, address)).isFalse();
    assertThat(mayCall(true, address)).isTrue();
  }

  @Test
  void othersAreCalledAlsoOnPrivateNetworks() {
    assertThat(mayCall(false, "10.1.2.3")).isTrue();
    assertThat(mayCall(false, "203.0.113.7")).isTrue();
    assertThat(mayCall(false, "2001:db8::1")).isTrue();
  }
}

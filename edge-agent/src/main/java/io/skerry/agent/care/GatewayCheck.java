package io.skerry.agent.care;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/// Whether the gateway answers: it is sent a request without the host that HTTP/1.1 asks for, which
/// it has to refuse by itself, so that no service is called and nothing is counted. A gateway with
/// TLS only has to accept the connection.
///
/// @param listening where the gateway takes requests
/// @param isPlain whether without TLS
/// @param timeout of each step
public record GatewayCheck(InetSocketAddress listening, boolean isPlain, Duration timeout)
    implements SelfCheck {

  private static final byte[] REQUEST =
      "GET /skerry-self-test HTTP/1.1\r\nConnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII);
  private static final String ANSWER = "HTTP/1.1 400";

  @Override
  public Optional<String> problem() {
    try (Socket socket = new Socket()) {
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(reachable(), (int) timeout.toMillis());
      return isPlain ? answer(socket) : Optional.empty();
    } catch (IOException e) {
      return Optional.of("the gateway on port " + listening.getPort() + ": " + e.getMessage());
    }
  }

  private Optional<String> answer(Socket socket) throws IOException {
    socket.getOutputStream().write(REQUEST);
    String said =
        new String(socket.getInputStream().readNBytes(ANSWER.length()), StandardCharsets.US_ASCII);
    return said.equals(ANSWER)
        ? Optional.empty()
        : Optional.of("the gateway on port " + listening.getPort() + " does not answer in HTTP");
  }

  private InetSocketAddress reachable() {
    return listening.getAddress().isAnyLocalAddress()
        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), listening.getPort())
        : listening;
  }
}

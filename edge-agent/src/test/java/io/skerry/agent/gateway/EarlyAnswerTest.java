package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/// An upstream that answers a request before it has read the body, and reads it then, as nginx
/// does.
class EarlyAnswerTest {

  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final String UPLOAD =
      "POST /default/web/ HTTP/1.1\r\nhost: a\r\ncontent-length: 10\r\n\r\n";
  private static final String GET = "GET /default/web/next HTTP/1.1\r\nhost: a\r\n\r\n";

  private final BlockingQueue<String> seen = new LinkedBlockingQueue<>();
  private final BlockingQueue<String> bodies = new LinkedBlockingQueue<>();
  private final CountDownLatch brokenOff = new CountDownLatch(1);

  @Test
  void whatIsMissingOfABodyIsNeverTakenFromTheNextRequest() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Node node = running(server)) {
      try (RawClient uploading = new RawClient(node.port())) {
        assertThat(uploading.send(UPLOAD + "ab").reply().status()).isEqualTo(200);
      }
      assertThat(next()).isEqualTo("POST / HTTP/1.1");
      Awaitility.await()
          .atMost(PATIENCE)
          .until(
              () -> {
                try (RawClient client = new RawClient(node.port())) {
                  assertThat(client.send(GET).reply().status()).isEqualTo(200);
                }
                return brokenOff.getCount() == 0;
              });
    }
  }

  @Test
  void bodiesThatComeCompleteAfterTheAnswerKeepTheConnection() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Node node = running(server);
        RawClient client = new RawClient(node.port())) {
      assertThat(client.send(UPLOAD + "ab").reply().status()).isEqualTo(200);
      assertThat(client.send("cdefghij" + GET).reply().status()).isEqualTo(200);
      assertThat(next()).isEqualTo("POST / HTTP/1.1");
      assertThat(next()).isEqualTo("GET /next HTTP/1.1");
    }
  }

  @Test
  void bodiesThatComeAfterTheLastAnswerOfAConnectionReachTheUpstream() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        Node node = running(server);
        RawClient client = new RawClient(node.port())) {
      assertThat(client.send(GET).reply().status()).isEqualTo(200);
      Thread drain = Thread.ofVirtual().start(() -> node.gateway.drain(PATIENCE));
      Awaitility.await().atMost(PATIENCE).until(node::isClosedToOthers);

      RawClient.Reply last = client.send(UPLOAD + "ab").reply();
      assertThat(last.status()).isEqualTo(200);
      assertThat(last.header("connection")).isEqualTo("close");
      client.send("cdefghij");

      assertThat(bodies.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isEqualTo("abcdefghij");
      assertThat(client.isClosedByPeer()).isTrue();
      assertThat(drain.join(PATIENCE)).isTrue();
    }
  }

  private String next() throws InterruptedException {
    String line = seen.poll(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    return line == null ? "nothing in time" : line;
  }

  private Node running(ServerSocket server) {
    Thread.ofVirtual().start(() -> accept(server));
    return Node.running(
        new Content().versions("web", "v1=http://127.0.0.1:" + server.getLocalPort()));
  }

  private void accept(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        Socket socket = server.accept();
        Thread.ofVirtual().start(() -> serve(socket));
      }
    } catch (IOException closed) {
      assertThat(server.isClosed()).isTrue();
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = new BufferedInputStream(socket.getInputStream());
      for (String head = head(in); !head.isEmpty(); head = head(in)) {
        String line = head.substring(0, head.indexOf("\r\n"));
        seen.add(line);
        String status = line.matches("(GET|POST) \\S+ HTTP/1.1") ? "200 OK" : "400 Bad Request";
        socket
            .getOutputStream()
            .write(
                ("HTTP/1.1 " + status + "\r\ncontent-length: 2\r\n\r\nok")
                    .getBytes(StandardCharsets.US_ASCII));
        if (head.contains("ontent-length: 10") || head.contains("ontent-Length: 10")) {
          bodies.add(body(in));
        }
      }
    } catch (EOFException withinABody) {
      brokenOff.countDown();
    } catch (IOException e) {
      seen.add("failed: " + e.getMessage());
    }
  }

  private static String body(InputStream in) throws IOException {
    byte[] body = in.readNBytes(10);
    if (body.length < 10) {
      throw new EOFException();
    }
    return new String(body, StandardCharsets.US_ASCII);
  }

  /// Empty at the end of the connection.
  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        return "";
      }
      head.append((char) next);
    }
    return head.toString();
  }
}

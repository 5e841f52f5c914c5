package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.gateway.plane.DataPlane;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// HTTP/2 with and without TLS, and WebSockets.
class ProtocolsTest {

  private static final char[] PASSWORD = "changeit".toCharArray();

  @Test
  void httpTwoWorksInTheClear() throws Exception {
    try (Upstream upstream = Upstream.saying("ok");
        Node node = Node.running(new Content().versions("web", "v1=" + upstream.url()));
        HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build()) {
      HttpResponse<String> answer = get(client, node.request("/default/web/"));
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("ok");
      HttpResponse<String> posted =
          get(
              client,
              node.request("/default/web/").POST(HttpRequest.BodyPublishers.ofString("body")));
      assertThat(posted.statusCode()).isEqualTo(200);
    }
  }

  @Test
  void httpTwoIsNegotiatedOverTls(@TempDir Path folder) throws Exception {
    KeyStore keys = keys(folder);
    GatewayOptions options =
        Node.anyPort().withTls(folder.resolve("cert.pem"), folder.resolve("key.pem"));
    try (Upstream upstream =
            Upstream.with(
                exchange ->
                    Upstream.reply(
                        exchange,
                        200,
                        String.valueOf(exchange.getRequestHeaders().get("x-forwarded-proto"))));
        Node node = new Node(options, "skerry-test");
        HttpClient client =
            HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_2)
                .sslContext(trusting(keys))
                .build()) {
      node.run(new Content().versions("web", "v1=" + upstream.url()));
      HttpResponse<String> answer =
          get(
              client,
              HttpRequest.newBuilder(
                  URI.create("https://127.0.0.1:" + node.port() + "/default/web/")));
      assertThat(answer.version()).isEqualTo(HttpClient.Version.HTTP_2);
      assertThat(answer.body()).isEqualTo("[https]");
    }
  }

  @Test
  void webSocketsOutliveReloadsUnderTheirOwnSnapshot() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
        HttpClient client = HttpClient.newHttpClient()) {
      Thread upstream = Thread.ofVirtual().start(() -> echoTwice(server));
      try (Node node =
          Node.running(
              new Content().versions("chat", "v1=http://127.0.0.1:" + server.getLocalPort()))) {
        DataPlane plane = (DataPlane) node.board.view().prepared();
        Texts texts = new Texts();
        WebSocket socket =
            client
                .newWebSocketBuilder()
                .subprotocols("chat")
                .buildAsync(
                    URI.create("ws://127.0.0.1:" + node.port() + "/default/chat/room"), texts)
                .get(10, TimeUnit.SECONDS);
        assertThat(socket.getSubprotocol()).isEqualTo("chat");
        assertThat(socket.sendText("one", true)).succeedsWithin(Duration.ofSeconds(10));
        assertThat(texts.first.get(10, TimeUnit.SECONDS)).isEqualTo("/room one");
        node.run(new Content());
        assertThat(socket.sendText("two", true)).succeedsWithin(Duration.ofSeconds(10));
        assertThat(texts.second.get(10, TimeUnit.SECONDS)).isEqualTo("/room two");
        assertThat(plane.isReleased()).isFalse();
        socket.abort();
        Awaitility.await().atMost(Duration.ofSeconds(10)).until(plane::isReleased);
      }
      assertThat(upstream.join(Duration.ofSeconds(10))).isTrue();
    }
  }

  private static HttpResponse<String> get(HttpClient client, HttpRequest.Builder request)
      throws IOException, InterruptedException {
    return client.send(
        request.timeout(Duration.ofSeconds(20)).build(), HttpResponse.BodyHandlers.ofString());
  }

  /// Answers two short text frames with the path and the same text.
  private static void echoTwice(ServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      OutputStream out = socket.getOutputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      String key =
          head.toString()
              .lines()
              .filter(
                  line -> line.toLowerCase(java.util.Locale.ROOT).startsWith("sec-websocket-key"))
              .map(line -> line.substring(line.indexOf(':') + 1).strip())
              .findFirst()
              .orElseThrow();
      out.write(
          ("HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: Upgrade\r\n"
                  + "sec-websocket-protocol: chat\r\nsec-websocket-accept: "
                  + accept(key)
                  + "\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      String path = head.substring(4, head.indexOf(" HTTP"));
      for (int i = 0; i < 2; i++) {
        byte[] answer = (path + " " + frame(in)).getBytes(StandardCharsets.UTF_8);
        out.write(0x81);
        out.write(answer.length);
        out.write(answer);
      }
      assertThat(in.read()).isNegative();
    } catch (IOException e) {
      assertThat(e).isInstanceOf(java.net.SocketException.class);
    }
  }

  private static String frame(InputStream in) throws IOException {
    assertThat(in.read()).isEqualTo(0x81);
    int length = in.read() & 0x7f;
    byte[] mask = in.readNBytes(4);
    byte[] text = in.readNBytes(length);
    for (int i = 0; i < length; i++) {
      text[i] ^= mask[i % 4];
    }
    return new String(text, StandardCharsets.UTF_8);
  }

  private static String accept(String key) {
    try {
      return Base64.getEncoder()
          .encodeToString(
              MessageDigest.getInstance("SHA-1")
                  .digest(
                      (key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")
                          .getBytes(StandardCharsets.US_ASCII)));
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static KeyStore keys(Path folder) throws Exception {
    Path store = folder.resolve("keys.p12");
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-alias",
                "gateway",
                "-keyalg",
                "EC",
                "-dname",
                "CN=gateway",
                "-ext",
                "SAN=ip:127.0.0.1",
                "-storetype",
                "PKCS12",
                "-storepass",
                "changeit",
                "-keystore",
                store.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keytool.log").toFile())
            .start();
    assertThat(keytool.waitFor(30, TimeUnit.SECONDS)).isTrue();
    KeyStore keys = KeyStore.getInstance(store.toFile(), PASSWORD);
    pem(folder.resolve("cert.pem"), "CERTIFICATE", keys.getCertificate("gateway").getEncoded());
    pem(folder.resolve("key.pem"), "PRIVATE KEY", keys.getKey("gateway", PASSWORD).getEncoded());
    return keys;
  }

  private static void pem(Path file, String what, byte[] content) throws IOException {
    String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
    Files.writeString(
        file, "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(what, body, what));
  }

  private static SSLContext trusting(KeyStore keys) throws Exception {
    KeyStore trusted = KeyStore.getInstance("PKCS12");
    trusted.load(null, PASSWORD);
    trusted.setCertificateEntry("gateway", keys.getCertificate("gateway"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(trusted);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), null);
    return context;
  }

  private static final class Texts implements WebSocket.Listener {
    private final CompletableFuture<String> first = new CompletableFuture<>();
    private final CompletableFuture<String> second = new CompletableFuture<>();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
      for (CompletableFuture<String> next : List.of(first, second)) {
        if (next.complete(data.toString())) {
          break;
        }
      }
      socket.request(1);
      return CompletableFuture.completedFuture(data);
    }
  }
}

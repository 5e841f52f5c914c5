package io.skerry.agent.gateway;

import static io.grpc.MethodDescriptor.MethodType.BIDI_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.SERVER_STREAMING;
import static io.grpc.MethodDescriptor.MethodType.UNARY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import io.grpc.CallOptions;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Server;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Upstreams over HTTP/2, with a real gRPC server behind the gateway and a real client before it.
class GrpcTest {

  private static final Metadata.Key<String> NOTE =
      Metadata.Key.of("note", Metadata.ASCII_STRING_MARSHALLER);
  private static final String TRUST = "javax.net.ssl.trustStore";
  private static final String TRUST_PASSWORD = "javax.net.ssl.trustStorePassword";
  private static final long SECONDS = 10;

  private static final MethodDescriptor<String, String> ONCE = method(UNARY, "Once");
  private static final MethodDescriptor<String, String> MANY = method(SERVER_STREAMING, "Many");
  private static final MethodDescriptor<String, String> TALK = method(BIDI_STREAMING, "Talk");

  @Test
  void answersStreamsAndTrailersPassThrough() throws Exception {
    Server server = server(NettyServerBuilder.forAddress(anyPort()));
    try (Node node = Node.running(content("http", server))) {
      ManagedChannel channel = channel(node);
      assertThat(ClientCalls.blockingUnaryCall(channel, ONCE, CallOptions.DEFAULT, "hello"))
          .isEqualTo("hello to localhost:" + node.port());
      assertThat(
              ImmutableList.copyOf(
                  ClientCalls.blockingServerStreamingCall(
                      channel, MANY, CallOptions.DEFAULT, "x".repeat(100_000))))
          .hasSize(20)
          .allMatch(each -> each.length() == 100_000);
      failsWithTrailers(channel);
      talks(channel);
      channel.shutdownNow();
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void httpTwoIsNegotiatedWithUpstreamsOverTls(@TempDir Path folder) throws Exception {
    ProtocolsTest.keys(folder);
    System.setProperty(TRUST, folder.resolve("keys.p12").toString());
    System.setProperty(TRUST_PASSWORD, "changeit");
    Server server =
        server(
            NettyServerBuilder.forAddress(anyPort())
                .useTransportSecurity(
                    folder.resolve("cert.pem").toFile(), folder.resolve("key.pem").toFile()));
    try (Node node = Node.running(content("https", server))) {
      ManagedChannel channel = channel(node);
      assertThat(ClientCalls.blockingUnaryCall(channel, ONCE, CallOptions.DEFAULT, "hello"))
          .startsWith("hello");
      channel.shutdownNow();
    } finally {
      server.shutdownNow();
      System.clearProperty(TRUST);
      System.clearProperty(TRUST_PASSWORD);
    }
  }

  @Test
  void aWebSocketToSuchAnUpstreamIsRefusedInWords() throws Exception {
    Server server = server(NettyServerBuilder.forAddress(anyPort()));
    try (Node node = Node.running(content("http", server));
        RawClient client = new RawClient(node.port())) {
      client.send(
          """
          GET /chat HTTP/1.1\r
          Host: localhost\r
          Upgrade: websocket\r
          Connection: Upgrade\r
          Sec-WebSocket-Version: 13\r
          Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r
          \r
          """);
      assertThat(client.headOnly().status()).isEqualTo(501);
    } finally {
      server.shutdownNow();
    }
  }

  @Test
  void anUpstreamThatSpeaksOnlyTheOlderVersionIsUnreachable() {
    try (Upstream upstream = Upstream.saying("ok");
        Node node =
            Node.running(
                new Content()
                    .service(
                        "web",
                        "\"versions\":{\"v1\":{\"protocol\":\"http2\",\"upstreams\":[\"%s\"]}}"
                            .formatted(upstream.url())))) {
      HttpResponse<String> answer = node.get("/default/web/");
      assertThat(answer.statusCode()).isEqualTo(502);
    }
  }

  /// An error before any message is one block of headers, and must stay one.
  private static void failsWithTrailers(ManagedChannel channel) {
    assertThatThrownBy(
            () -> ClientCalls.blockingUnaryCall(channel, ONCE, CallOptions.DEFAULT, "fail"))
        .isInstanceOfSatisfying(
            StatusRuntimeException.class,
            e -> {
              assertThat(e.getStatus().getCode()).isEqualTo(Status.Code.NOT_FOUND);
              assertThat(Optional.ofNullable(e.getTrailers()).map(it -> it.get(NOTE)))
                  .contains("gone");
            });
  }

  /// Each side speaks after it has heard the other.
  private static void talks(ManagedChannel channel) throws InterruptedException {
    BlockingQueue<String> heard = new LinkedBlockingQueue<>();
    StreamObserver<String> mouth =
        ClientCalls.asyncBidiStreamingCall(
            channel.newCall(TALK, CallOptions.DEFAULT), new Ear(heard));
    for (String word : new String[] {"one", "two", "three"}) {
      mouth.onNext(word);
      assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo(word);
    }
    mouth.onCompleted();
    assertThat(heard.poll(SECONDS, TimeUnit.SECONDS)).isEqualTo("the end");
  }

  private record Ear(BlockingQueue<String> heard) implements StreamObserver<String> {
    @Override
    public void onNext(String value) {
      heard.add(value);
    }

    @Override
    public void onError(Throwable problem) {
      heard.add(problem.toString());
    }

    @Override
    public void onCompleted() {
      heard.add("the end");
    }
  }

  private record Echo(StreamObserver<String> to) implements StreamObserver<String> {
    @Override
    public void onNext(String value) {
      to.onNext(value);
    }

    @Override
    public void onError(Throwable problem) {
      to.onError(problem);
    }

    @Override
    public void onCompleted() {
      to.onCompleted();
    }
  }

  private static Server server(NettyServerBuilder builder) throws IOException {
    return builder
        .addService(
            ServerServiceDefinition.builder("test.Echo")
                .addMethod(ONCE, ServerCalls.asyncUnaryCall(GrpcTest::once))
                .addMethod(MANY, ServerCalls.asyncServerStreamingCall(GrpcTest::many))
                .addMethod(TALK, ServerCalls.asyncBidiStreamingCall(Echo::new))
                .build())
        .intercept(Host.READER)
        .build()
        .start();
  }

  private static void once(String request, StreamObserver<String> to) {
    if (request.equals("fail")) {
      Metadata trailers = new Metadata();
      trailers.put(NOTE, "gone");
      to.onError(Status.NOT_FOUND.asRuntimeException(trailers));
    } else {
      to.onNext(request + " to " + Host.KEY.get());
      to.onCompleted();
    }
  }

  private static void many(String request, StreamObserver<String> to) {
    for (int i = 0; i < 20; i++) {
      to.onNext(request);
    }
    to.onCompleted();
  }

  /// The authority that a call was sent to.
  private static final class Host {
    static final Context.Key<String> KEY = Context.key("host");
    static final ServerInterceptor READER =
        new ServerInterceptor() {
          @Override
          public <A, B> ServerCall.Listener<A> interceptCall(
              ServerCall<A, B> call, Metadata headers, ServerCallHandler<A, B> next) {
            return Contexts.interceptCall(
                Context.current().withValue(KEY, String.valueOf(call.getAuthority())),
                call,
                headers,
                next);
          }
        };
  }

  private static ManagedChannel channel(Node node) {
    return NettyChannelBuilder.forAddress("localhost", node.port()).usePlaintext().build();
  }

  private static Content content(String scheme, Server server) {
    return new Content()
        .service(
            "echo",
            ("\"routes\":[{\"host\":\"*\",\"pathPrefix\":\"/\"}],\"versions\":{\"v1\":"
                    + "{\"protocol\":\"http2\",\"upstreams\":[\"%s://127.0.0.1:%d\"]}}")
                .formatted(scheme, server.getPort()));
  }

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  private static MethodDescriptor<String, String> method(
      MethodDescriptor.MethodType type, String name) {
    return MethodDescriptor.<String, String>newBuilder()
        .setType(type)
        .setFullMethodName(MethodDescriptor.generateFullMethodName("test.Echo", name))
        .setRequestMarshaller(new Text())
        .setResponseMarshaller(new Text())
        .build();
  }

  private static final class Text implements MethodDescriptor.Marshaller<String> {
    @Override
    public InputStream stream(String value) {
      return new ByteArrayInputStream(value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String parse(InputStream stream) {
      try {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}

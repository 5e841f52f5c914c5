package io.skerry.agent.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Every type of policy, at work.
class PoliciesTest {

  private final AtomicInteger asked = new AtomicInteger();
  private Upstream upstream = Upstream.saying("unused");
  private Node node = new Node(Node.anyPort(), "skerry-unused");

  @BeforeEach
  void start() {
    upstream.close();
    node.close();
    upstream =
        Upstream.with(
            exchange -> {
              exchange.getResponseHeaders().set("server", "secret/1.0");
              if (exchange.getRequestURI().getPath().equals("/private")) {
                exchange.getResponseHeaders().set("cache-control", "private");
              }
              Upstream.reply(
                  exchange,
                  200,
                  asked.incrementAndGet() + " " + exchange.getRequestHeaders().getFirst("x-team"));
            });
    node = new Node(Node.anyPort(), "skerry-test");
  }

  @AfterEach
  void stop() {
    node.close();
    upstream.close();
  }

  @Test
  void headersAreChangedBothWays() {
    node.run(
        web()
            .policy(
                "web",
                "headers",
                "{\"request\":{\"set\":{\"x-team\":\"blue\"}},\"response\":{\"remove\":[\"server\"],"
                    + "\"set\":{\"x-frame-options\":\"DENY\"},\"add\":{\"x-a\":\"1\"}}}"));
    HttpResponse<String> answer = node.get("/default/web/", "x-team", "red");
    assertThat(answer.body()).isEqualTo("1 blue");
    assertThat(answer.headers().firstValue("server")).isEmpty();
    assertThat(answer.headers().firstValue("x-frame-options")).contains("DENY");
    assertThat(answer.headers().firstValue("x-a")).contains("1");
  }

  @Test
  void theHigherPriorityWinsFieldByField() {
    node.run(
        web()
            .policy(
                "web",
                "b",
                "headers",
                10,
                "{\"response\":{\"set\":{\"x-a\":\"low\",\"x-b\":\"low\"}}}")
            .policy("web", "a", "headers", 20, "{\"response\":{\"set\":{\"x-a\":\"high\"}}}"));
    HttpResponse<String> answer = node.get("/default/web/");
    assertThat(answer.headers().firstValue("x-a")).contains("high");
    assertThat(answer.headers().firstValue("x-b")).contains("low");
  }

  @Test
  void requestsOverTheRateAreRefusedAndTheLimitSurvivesAReload() {
    Content content = web().policy("web", "rateLimit", "{\"requestsPerSecond\":0.01,\"burst\":2}");
    node.run(content);
    assertThat(node.get("/default/web/").statusCode()).isEqualTo(200);
    assertThat(node.get("/default/web/").statusCode()).isEqualTo(200);
    node.run(content.policy("web", "config", "{\"any\":\"thing\"}"));
    HttpResponse<String> refused = node.get("/default/web/");
    assertThat(refused.statusCode()).isEqualTo(429);
    assertThat(refused.headers().firstValue("retry-after")).isPresent();
    node.run(
        new Content()
            .versions("web", "v1=" + upstream.url())
            .policy("web", "rateLimit", "{\"requestsPerSecond\":0.01,\"burst\":3}"));
    assertThat(node.get("/default/web/").statusCode()).as("another limit").isEqualTo(200);
  }

  @ParameterizedTest
  @CsvSource({
    "GET, blue, 200",
    "GET, red, 403",
    "GET, '', 403",
    "DELETE, blue, 403",
  })
  void accessIsDecidedByExpressions(String method, String team, int status) {
    node.run(
        web()
            .policy(
                "web",
                "access",
                "{\"allow\":[\"headers['x-team'] == 'blue'\"],\"deny\":[\"method == 'DELETE'\"]}"));
    var request =
        node.request("/default/web/")
            .method(method, java.net.http.HttpRequest.BodyPublishers.noBody());
    assertThat(node.send(team.isEmpty() ? request : request.header("x-team", team)).statusCode())
        .isEqualTo(status);
  }

  @Test
  void answersAreKeptUnlessSomebodyForbidsIt() {
    node.run(web().policy("web", "cache", "{\"ttl\":\"60s\"}"));
    assertThat(node.get("/default/web/a").body()).startsWith("1 ");
    HttpResponse<String> again = node.get("/default/web/a");
    assertThat(again.body()).startsWith("1 ");
    assertThat(again.headers().firstValue("age")).isPresent();
    assertThat(again.headers().firstValue("x-skerry-version")).contains("v1");
    assertThat(node.get("/default/web/b").body()).startsWith("2 ");
    assertThat(node.get("/default/web/a", "authorization", "x").body()).startsWith("3 ");
    assertThat(node.get("/default/web/private").body()).startsWith("4 ");
    assertThat(node.get("/default/web/private").body()).startsWith("5 ");
    assertThat(node.traffic.cutEvents()).containsEntry("cacheHits", 1L);
  }

  @Test
  void clientsAreSentElsewhere() {
    node.run(
        web()
            .policy(
                "web",
                "redirect",
                "{\"to\":\"https://{host}{path}?{query}\",\"status\":307,"
                    + "\"pathPrefix\":\"/default/web/old\"}"));
    HttpResponse<String> sent = node.get("/default/web/old/x?a=1");
    assertThat(sent.statusCode()).isEqualTo(307);
    assertThat(sent.headers().firstValue("location"))
        .contains("https://127.0.0.1/default/web/old/x?a=1");
    assertThat(node.get("/default/web/new").statusCode()).isEqualTo(200);
  }

  @Test
  void faultsAreInjected() {
    node.run(
        web()
            .policy(
                "web",
                "fault",
                "{\"abort\":{\"percent\":100,\"status\":418},\"header\":\"x-game-day\"}"));
    assertThat(node.get("/default/web/", "x-game-day", "1").statusCode()).isEqualTo(418);
    assertThat(node.get("/default/web/").statusCode()).isEqualTo(200);
    node.run(web().policy("web", "fault", "{\"delay\":{\"percent\":100,\"duration\":\"300ms\"}}"));
    long before = System.nanoTime();
    assertThat(node.get("/default/web/").statusCode()).isEqualTo(200);
    assertThat(System.nanoTime() - before).isGreaterThanOrEqualTo(290_000_000L);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          quantum    | {}                               | does not know
          rateLimit  | {"requestsPerSeconds":1}         | did you mean requestsPerSecond
          rateLimit  | {"burst":0}                      | an integer from 1
          access     | {"allow":["header == 1"]}        | allow[0]
          fault      | {"abort":{"percent":101}}        | a number from 0 to 100
          cache      | {"ttl":"soon"}                   | a duration
          """)
  void whatTheNodeCannotDoIsRefusedAndTheOldStays(String type, String config, String message) {
    node.run(web());
    var before = node.board.view();
    assertThatThrownBy(() -> node.run(web().policy("web", type, config)))
        .hasMessageContaining(message);
    assertThatThrownBy(() -> node.run(new Content().policy("web", type, config)))
        .as("also for a service that is not here")
        .hasMessageContaining(message);
    assertThat(node.board.view()).isSameAs(before);
    assertThat(node.get("/default/web/").statusCode()).isEqualTo(200);
  }

  @Test
  void modulesCannotBeRun() {
    assertThatThrownBy(
            () ->
                node.run(
                    new Content()
                        .service("web", "\"versions\":{\"v1\":{\"module\":\"asr@2.4.1\"}}")))
        .hasMessageContaining("versions.v1");
  }

  private Content web() {
    return new Content().versions("web", "v1=" + upstream.url());
  }
}

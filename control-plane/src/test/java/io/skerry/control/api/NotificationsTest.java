package io.skerry.control.api;

import static io.restassured.RestAssured.given;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.greaterThanOrEqualTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.skerry.control.fleet.IdSource;
import io.skerry.control.runtime.Stores;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.JsonDocument;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Notification;
import io.skerry.schema.model.Notification.Delivery;
import io.skerry.schema.model.NotificationTarget.Event;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Txn;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What operators see of messages that nobody took, and what they can do about them.
@QuarkusTest
@QuarkusTestResource(Stores.class)
final class NotificationsTest {

  private static final String ALL = "/api/v1/notifications";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  @Inject StateStore store;
  @Inject Keys keys;
  @Inject IdSource ids;
  @Inject InstantSource clock;

  /// Filled in before each test.
  private String dead = "";

  @BeforeEach
  void putADeadMessage() {
    dead = ids.nextUlid();
    Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    Notification message =
        new Notification(
            dead,
            new ResourceId(Kind.NOTIFICATION_TARGET, TenantName.DEFAULT, new ResourceName("ops")),
            Event.HELD,
            JsonDocument.EMPTY_OBJECT,
            now,
            new Delivery(14, now, Optional.of("answered 503"), true));
    var _ = store.commit(Txn.builder().put(keys.notification(dead), message).build());
  }

  @AfterEach
  void removeIt() {
    var _ = store.commit(Txn.builder().delete(keys.notification(dead)).build());
  }

  @Test
  void messagesThatNobodyTookAreShown() {
    given().get(ALL + "?dead=true").then().statusCode(200).body("items.id", hasItem(dead));
    given().get(ALL + "?dead=false").then().body("items.id", not(hasItem(dead)));
    given()
        .get(ALL)
        .then()
        .body("total", greaterThanOrEqualTo(1))
        .body("items.find { it.id == '%s' }.error".formatted(dead), equalTo("answered 503"));
    given()
        .get(ALL + "/" + dead)
        .then()
        .statusCode(200)
        .body("attempts", equalTo(14))
        .body("target.name", equalTo("ops"));
    given().get(ALL + "/" + ids.nextUlid()).then().statusCode(404);
    given()
        .get(ALL + "?dead=maybe")
        .then()
        .statusCode(422)
        .body("errors[0].field", equalTo("dead"));
  }

  @Test
  void aDeadMessageIsTriedAgainAtOnceWhenAsked() {
    given()
        .post(ALL + "/" + dead + "/retry")
        .then()
        .statusCode(200)
        .body("attempts", equalTo(0))
        .body("dead", nullValue());
    given().post(ALL + "/" + ids.nextUlid() + "/retry").then().statusCode(404);
    given()
        .post(ALL + "/nope/retry")
        .then()
        .statusCode(404)
        .body("detail", containsString("notification nope"));
    // Nobody is declared to whom it could go: whoever tries it drops it.
    await().atMost(PATIENCE).until(() -> store.get(keys.notification(dead)).isEmpty());
  }

  @Test
  void deadMessagesAreAMetricAndAHintThatTakesNobodyOutOfService() {
    Rest.accepted("cells/letters", Docs.cell("letters").replace("us-east-1", "letters"));
    Rest.accepted("nodes/letters-1", Docs.node("letters-1", "letters"));
    Rest.accepted("policies/letters", Docs.policy("letters", 1).replace("us-east-1", "letters"));

    await()
        .atMost(PATIENCE)
        .untilAsserted(
            () ->
                given()
                    .get("/q/health/ready")
                    .then()
                    .statusCode(200)
                    .body(
                        "checks.find { it.name == 'notifications' }.data.dead",
                        greaterThanOrEqualTo(1))
                    .body(
                        "checks.find { it.name == 'notifications' }.data.hint",
                        containsString("notifications list --dead")));
    given().get("/q/metrics").then().body(containsString("skerry_notifications_dead"));
    given().delete("/api/v1/nodes/letters-1");
  }
}

package io.skerry.cli.get;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.EventStream;
import io.skerry.cli.rest.Patience;
import io.skerry.cli.rest.ServerEvent;
import io.skerry.cli.shell.Shell;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Shows resources, then every change of them, until interrupted or until the server has been out
/// of reach for about two minutes. Where events were lost, it lists again and shows what differs.
final class Watching {
  private static final JsonMapper JSON = new JsonMapper();
  private static final int GONE = 410;

  private final Shell shell;
  private final ApiClient client;
  private final Selection selection;
  private final Printer printer;

  /// What was shown last, by tenant and name.
  private final Map<String, JsonNode> shown = new HashMap<>();

  private final Patience patience = new Patience();
  private String resumeAfter = "";

  Watching(Shell shell, ApiClient client, Selection selection, Printer printer) {
    this.shell = shell;
    this.client = client;
    this.selection = selection;
    this.printer = printer;
  }

  /// Shows what is there, then follows.
  void follow(Listing first) throws InterruptedException {
    first.items().forEach(item -> shown.put(key(item), item));
    resumeAfter = first.revision();
    while (true) {
      try {
        followOnce();
        shell.terminal().note("the event stream ended; resuming");
      } catch (ApiException.Refused refused) {
        if (refused.problem().status() != GONE) {
          throw refused;
        }
        relist();
      } catch (ApiException.Unreachable gone) {
        patience.spend(gone);
        shell.terminal().note(gone.getMessage() + "; trying again");
      }
      shell.pause().during(patience.pause());
    }
  }

  private void followOnce() throws InterruptedException {
    ApiRequest request =
        ApiRequest.get("/api/v1/watch")
            .with("kinds", selection.kind().plural())
            .with("since", resumeAfter);
    try (EventStream stream = client.events(request, resumeAfter)) {
      Optional<ServerEvent> event = stream.next();
      while (event.isPresent()) {
        patience.restore();
        take(event.get());
        event = stream.next();
      }
    }
  }

  private void take(ServerEvent event) {
    JsonNode payload = parse(event.data());
    switch (event.type()) {
      case "added", "modified" -> changed(payload.path("object"));
      case "deleted" -> deleted(payload.path("object"));
      default -> {} // A bookmark carries nothing but its revision.
    }
    // Only the last event of a revision names it: resuming in its middle would lose the rest.
    resumeAfter = event.id().isEmpty() ? resumeAfter : event.id();
  }

  private void changed(JsonNode resource) {
    if (!selection.includes(resource)) {
      Optional.ofNullable(shown.remove(key(resource))).ifPresent(before -> printer.left(resource));
      return;
    }
    if (!selection.where().isEmpty()) {
      relist();
      return;
    }
    show(resource);
  }

  private void show(JsonNode resource) {
    if (!resource.equals(shown.put(key(resource), resource))) {
      printer.changed(resource);
    }
  }

  private void deleted(JsonNode resource) {
    if (shown.remove(key(resource)) != null) {
      printer.deleted(resource);
    }
  }

  private void relist() {
    Listing now = Listing.fetch(client, selection);
    Set<String> gone = new HashSet<>(shown.keySet());
    for (JsonNode item : now.items()) {
      gone.remove(key(item));
      show(item);
    }
    gone.forEach(key -> Optional.ofNullable(shown.remove(key)).ifPresent(printer::deleted));
    resumeAfter = now.revision();
  }

  private JsonNode parse(String data) {
    try {
      return JSON.readTree(data);
    } catch (JsonProcessingException broken) {
      throw new ApiException.Garbled(client.server(), "an event that is not JSON");
    }
  }

  private static String key(JsonNode resource) {
    JsonNode metadata = resource.path("metadata");
    return metadata.path("tenant").asText("") + "/" + metadata.path("name").asText();
  }
}

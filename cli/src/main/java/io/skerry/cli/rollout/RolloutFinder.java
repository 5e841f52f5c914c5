package io.skerry.cli.rollout;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.cli.kind.KindName;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.Pages;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.shell.CommandException;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Finds rollouts by what people type: a full name, the end of one, or the resource that one moves.
///
/// @param client where to ask
public record RolloutFinder(ApiClient client) {
  private static final int SHORTEST = 4;

  /// The length of a ULID.
  private static final int FULL = 26;

  private static final int MOST_NAMED = 5;
  private static final String HINT = "see: skerry rollout list";

  /// The rollout that is meant. Complains when there is none, or more than one with this end.
  public RolloutView find(String typed) {
    if (typed.contains("/")) {
      return newestOf(typed);
    }
    // A full name needs no list, which may be long.
    return typed.length() == FULL
        ? ofDefaultTenant(typed).orElseGet(() -> named(typed))
        : named(typed);
  }

  /// The rollout with exactly this name, as it is now.
  public RolloutView read(String tenant, String name) {
    return new RolloutView(client.call(ApiRequest.get(KindName.ROLLOUT.itemPath(tenant, name))));
  }

  /// Every rollout, the newest first.
  public List<RolloutView> all() {
    // Their names are in the order of creation.
    return Pages.fetch(client, ApiRequest.get(KindName.ROLLOUT.allPath())).items().stream()
        .map(RolloutView::new)
        .sorted(Comparator.comparing(RolloutView::name).reversed())
        .toList();
  }

  private Optional<RolloutView> ofDefaultTenant(String name) {
    return client
        .find(ApiRequest.get(KindName.ROLLOUT.itemPath("default", name)))
        .map(RolloutView::new);
  }

  private RolloutView named(String typed) {
    if (typed.length() < SHORTEST) {
      throw CommandException.usage(
          "'%s' is too short: at least the last %d characters of a name, or kind/name"
              .formatted(typed, SHORTEST));
    }
    List<RolloutView> found =
        all().stream().filter(rollout -> rollout.name().endsWith(typed)).toList();
    return switch (found.size()) {
      case 0 -> throw CommandException.failed("there is no rollout '" + typed + "'; " + HINT);
      case 1 -> found.getFirst();
      default ->
          throw CommandException.usage(
              "%d rollouts end in '%s': %s"
                  .formatted(
                      found.size(),
                      typed,
                      found.stream()
                          .limit(MOST_NAMED)
                          .map(RolloutView::name)
                          .collect(Collectors.joining(", "))));
    };
  }

  private RolloutView newestOf(String typed) {
    String[] parts = typed.split("/", -1);
    Optional<KindName> kind = KindName.parse(parts[0]);
    if (kind.isEmpty() || parts.length > 3) {
      throw CommandException.usage(
          "'%s' is no resource such as policy/rate-limit or policy/video/rate-limit"
              .formatted(typed));
    }
    String tenant = parts.length == 3 ? parts[1] : "default";
    String name = parts[parts.length - 1];
    return all().stream()
        .filter(rollout -> moves(rollout.document(), kind.get(), tenant, name))
        .findFirst()
        .orElseThrow(() -> CommandException.failed("no rollout moves '" + typed + "'; " + HINT));
  }

  private static boolean moves(JsonNode rollout, KindName kind, String tenant, String name) {
    return rollout
        .at("/spec/changes")
        .valueStream()
        .map(change -> change.path("resource"))
        .anyMatch(
            id ->
                id.path("kind").asText("").equals(kind.documentName())
                    && id.path("tenant").asText("default").equals(tenant)
                    && id.path("name").asText("").equals(name));
  }
}

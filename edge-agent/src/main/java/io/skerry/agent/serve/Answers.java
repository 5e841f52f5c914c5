package io.skerry.agent.serve;

import com.fasterxml.jackson.core.JsonGenerator;
import io.skerry.agent.trial.CanaryPhase;
import io.skerry.agent.view.ConfigEntry;
import io.skerry.agent.view.ConfigView;
import io.skerry.schema.model.NodeStatus.Link;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// Builds the answers of the local API. Pure: an answer depends on the request and on one view.
///
/// @param node whose API it is
record Answers(ResourceName node) {

  private static final String CONFIG = "/v1/config";

  /// @param path of the request, decoded
  /// @param query its parameters, decoded
  Answer answer(String path, Map<String, String> query, ConfigView view, Link link) {
    return switch (path) {
      case "/healthz", "/healthz/live", "/healthz/started" -> health(view, link);
      case "/healthz/ready" -> served(view) ? health(view, link) : notYet(view);
      case "/v1/snapshot" -> served(view) ? snapshot(view, link) : notYet(view);
      case CONFIG -> served(view) ? config(query, view) : notYet(view);
      default ->
          path.startsWith(CONFIG + "/")
              ? served(view) ? service(path, query, view) : notYet(view)
              : Answer.problem(
                  404,
                  "not-found",
                  "there is no %s; try /healthz, /health/canary-state, /metrics, /v1/snapshot,"
                          .formatted(path)
                      + " /v1/events, /v1/config?prefix=, ?app= or /v1/config/{region}/{service}",
                  view);
    };
  }

  private static boolean served(ConfigView view) {
    return view.version().isPresent();
  }

  private static Answer notYet(ConfigView view) {
    return Answer.problem(
        503, "nothing-applied", "this node has not applied any snapshot yet; try again", view);
  }

  private Answer health(ConfigView view, Link link) {
    return Answer.ok(
        view,
        out -> {
          out.writeStringField("status", "ok");
          version(out, view, link);
        });
  }

  private Answer snapshot(ConfigView view, Link link) {
    return Answer.ok(
        view,
        out -> {
          version(out, view, link);
          if (view.version().isPresent()) {
            out.writeStringField("appliedAt", view.version().get().appliedAt().toString());
          }
          out.writeArrayFieldStart("entries");
          for (ConfigEntry entry : view.entries()) {
            out.writeStartObject();
            identity(out, entry);
            out.writeEndObject();
          }
          out.writeEndArray();
        });
  }

  private void version(JsonGenerator out, ConfigView view, Link link) throws IOException {
    out.writeStringField("node", node.value());
    if (view.version().isPresent()) {
      out.writeStringField("snapshot", view.version().get().snapshot().hex());
      out.writeNumberField("generation", view.version().get().generation());
    }
    out.writeStringField("link", link.name().toLowerCase(Locale.ROOT));
  }

  /// The agent still answers what is under way, and wants no more.
  static Answer leaving(ConfigView view) {
    return Answer.problem(503, "leaving", "this agent is about to end", view);
  }

  /// How far what is served has proven itself; `?expect=` makes it a probe.
  static Answer canary(Map<String, String> query, ConfigView view, CanaryPhase phase) {
    String expected = query.getOrDefault("expect", phase.wireName());
    Optional<CanaryPhase> wanted = CanaryPhase.parse(expected);
    if (wanted.isEmpty()) {
      return Answer.problem(
          400, "unknown-phase", "expect must be one of " + CanaryPhase.names(), view);
    }
    Json.Fields state =
        out -> {
          out.writeStringField("phase", phase.wireName());
          if (view.version().isPresent()) {
            out.writeStringField("snapshot", view.version().get().snapshot().hex());
            out.writeNumberField("generation", view.version().get().generation());
          }
        };
    return new Answer(
        wanted.get() == phase ? 200 : 503, "application/json", Json.object(state), view);
  }

  private static Answer config(Map<String, String> query, ConfigView view) {
    return query.containsKey("app") ? ofApp(query, view) : withPrefix(query, view);
  }

  /// Everything of one service, in every region.
  private static Answer ofApp(Map<String, String> query, ConfigView view) {
    String app = query.getOrDefault("app", "");
    String tenant = query.getOrDefault("tenant", TenantName.DEFAULT.value());
    if (!isTenant(tenant)) {
      return noTenant(view);
    }
    if (query.containsKey("prefix") || !ResourceName.isValid(app)) {
      return Answer.problem(
          400, "malformed", "app must be a service's name, and not go with prefix", view);
    }
    List<ConfigEntry> entries =
        view.tenant(new TenantName(tenant)).withPrefix("").stream()
            .filter(entry -> serviceOf(entry).equals(app))
            .toList();
    return entries.isEmpty()
        ? Answer.problem(
            404, "not-found", "tenant %s has nothing of app %s here".formatted(tenant, app), view)
        : Answer.ok(view, out -> entries(out, entries));
  }

  private static String serviceOf(ConfigEntry entry) {
    return switch (entry) {
      case ConfigEntry.Policy policy -> policy.service();
      case ConfigEntry.Service service -> service.name();
      case ConfigEntry.TrafficSplit split -> split.service();
    };
  }

  private static Answer withPrefix(Map<String, String> query, ConfigView view) {
    String prefix = query.getOrDefault("prefix", "");
    String tenant = query.getOrDefault("tenant", TenantName.DEFAULT.value());
    if (!isTenant(tenant)) {
      return noTenant(view);
    }
    List<ConfigEntry> entries = view.tenant(new TenantName(tenant)).withPrefix(prefix);
    return entries.isEmpty()
        ? Answer.problem(
            404,
            "not-found",
            "nothing of tenant %s starts with '%s'".formatted(tenant, prefix),
            view)
        : Answer.ok(view, out -> entries(out, entries));
  }

  private static Answer service(String path, Map<String, String> query, ConfigView view) {
    List<String> parts = List.of(path.substring(CONFIG.length() + 1).split("/", -1));
    String tenant = query.getOrDefault("tenant", TenantName.DEFAULT.value());
    if (!isTenant(tenant)) {
      return noTenant(view);
    }
    if (parts.size() != 2) {
      return Answer.problem(
          404, "not-found", "the path must be /v1/config/{region}/{service}", view);
    }
    String region = parts.getFirst();
    String service = parts.getLast();
    List<ConfigEntry.Policy> policies =
        view.tenant(new TenantName(tenant)).policies(region, service);
    return policies.isEmpty()
        ? Answer.problem(
            404,
            "not-found",
            "tenant %s has no config of service %s in region %s here"
                .formatted(tenant, service, region),
            view)
        : Answer.ok(
            view,
            out -> {
              out.writeStringField("region", region);
              out.writeStringField("service", service);
              out.writeObjectFieldStart("policies");
              for (ConfigEntry.Policy policy : policies) {
                policy(out, policy);
              }
              out.writeEndObject();
              entries(out, policies);
            });
  }

  private static boolean isTenant(String text) {
    return text.equals(TenantName.NONE.value()) || ResourceName.isValid(text);
  }

  private static Answer noTenant(ConfigView view) {
    return Answer.problem(
        400, "malformed", "tenant must be a tenant's name: " + ResourceName.SYNTAX, view);
  }

  private static void policy(JsonGenerator out, ConfigEntry.Policy policy) throws IOException {
    out.writeObjectFieldStart(policy.name());
    out.writeStringField("type", policy.type());
    out.writeNumberField("priority", policy.priority());
    out.writeFieldName("config");
    out.writeRawValue(policy.config().canonical());
    out.writeEndObject();
  }

  private static void entries(JsonGenerator out, List<? extends ConfigEntry> entries)
      throws IOException {
    out.writeArrayFieldStart("entries");
    for (ConfigEntry entry : entries) {
      out.writeStartObject();
      identity(out, entry);
      out.writeFieldName("document");
      out.writeRawValue(entry.content().document().canonical());
      out.writeEndObject();
    }
    out.writeEndArray();
  }

  private static void identity(JsonGenerator out, ConfigEntry entry) throws IOException {
    out.writeStringField("tenant", entry.address().tenant().value());
    out.writeStringField("name", entry.address().name());
    out.writeStringField("kind", entry.content().kind().wireName());
    out.writeStringField("blob", entry.content().blob().hex());
    out.writeNumberField("size", entry.content().size());
  }
}

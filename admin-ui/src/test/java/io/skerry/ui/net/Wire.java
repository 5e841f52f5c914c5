package io.skerry.ui.net;

import io.skerry.ui.state.NodeState;
import java.util.Locale;

/// Documents and events as the server writes them.
public final class Wire {

  private Wire() {}

  /// One event of the stream.
  public static String event(String type, long revision, String object) {
    return """
        event: %s
        id: %d
        data: {"type":"%s","resourceVersion":"%d","object":%s}

        """
        .formatted(type, revision, type, revision, object);
  }

  /// A bookmark.
  public static String bookmark(long revision) {
    return """
        event: bookmark
        id: %d
        data: {"type":"bookmark","resourceVersion":"%d"}

        """
        .formatted(revision, revision);
  }

  /// A cell document.
  public static String cell(String name, String cloud, String region, double lat, double lon) {
    return String.format(
        Locale.ROOT,
        """
        {"apiVersion":"skerry/v1","kind":"Cell","metadata":{"name":"%s","generation":1,"resourceVersion":"3"},\
        "spec":{"cloud":"%s","region":"%s","location":{"lat":%.3f,"lon":%.3f}}}""",
        name,
        cloud,
        region,
        lat,
        lon);
  }

  /// A node document in that state; it runs generation 4 of what it must run, unless it is
  /// updating.
  public static String node(String name, String cell, NodeState state, String reason) {
    String applied =
        state == NodeState.PENDING
            ? ""
            : ",\"applied\":{\"snapshot\":\"%s\",\"generation\":%d,\"durationMicros\":2310,\"at\":\"2026-11-20T11:00:00Z\"}"
                .formatted(
                    state == NodeState.UPDATING ? "b".repeat(64) : "a".repeat(64),
                    state == NodeState.UPDATING ? 3 : 4);
    return """
        {"apiVersion":"skerry/v1","kind":"Node","metadata":{"name":"%s","labels":{"tier":"gpu"},"generation":1,"resourceVersion":"9"},\
        "spec":{"cell":"%s","zone":"z1","mode":"managed"},\
        "status":{"state":"%s","reason":"%s","since":"2026-11-20T11:00:00Z","lastHeard":"2026-11-20T11:00:05Z",\
        "desired":{"snapshot":"%s","generation":4,"issuedAt":"2026-11-20T10:59:00Z"}%s,"agentVersion":"0.1.0","link":"connected","healthScore":100}}"""
        .formatted(name, cell, state.wire(), reason, "a".repeat(64), applied);
  }
}

package io.skerry.bench.soak;

import io.skerry.bench.soak.cluster.Cluster;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// What the history holds, read past the control plane.
///
/// @param changes of the policies of a soak, by revision
/// @param moves of all nodes, by revision
record History(List<ChangeRow> changes, List<MoveRow> moves) {

  private static final String CHANGES =
      """
      select e.request_id, e.revision, c.resource, c.verb, c.generation
      from resource_change c join audit_event e on e.event_id = c.event_id
      where c.resource like ? order by e.revision, e.seq
      """;
  private static final String MOVES =
      """
      select m.node, m.generation, m.snapshot
      from ref_change m join audit_event e on e.event_id = m.event_id
      order by e.revision, e.seq
      """;
  private static final String PREFIX = "policies/default/";

  /// A change of a policy.
  record ChangeRow(String request, long revision, String key, String verb, long generation) {

    boolean isDeletion() {
      return verb.equalsIgnoreCase("deleted");
    }
  }

  /// A change of what a node must run.
  record MoveRow(String node, long generation, String snapshot) {}

  static History read(Cluster cluster, String keyPrefix) throws SQLException {
    String url = "jdbc:postgresql://127.0.0.1:" + cluster.config().ports().postgres() + "/postgres";
    try (Connection connection = DriverManager.getConnection(url, "postgres", "")) {
      return new History(changes(connection, keyPrefix), moves(connection));
    }
  }

  private static List<ChangeRow> changes(Connection connection, String keyPrefix)
      throws SQLException {
    List<ChangeRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(CHANGES)) {
      statement.setString(1, PREFIX + keyPrefix + "%");
      try (ResultSet found = statement.executeQuery()) {
        while (found.next()) {
          rows.add(
              new ChangeRow(
                  found.getString(1),
                  found.getLong(2),
                  found.getString(3).substring(PREFIX.length()),
                  found.getString(4),
                  found.getLong(5)));
        }
      }
    }
    return rows;
  }

  private static List<MoveRow> moves(Connection connection) throws SQLException {
    List<MoveRow> rows = new ArrayList<>();
    try (PreparedStatement statement = connection.prepareStatement(MOVES);
        ResultSet found = statement.executeQuery()) {
      while (found.next()) {
        rows.add(new MoveRow(found.getString(1), found.getLong(2), found.getString(3)));
      }
    }
    return rows;
  }
}

package io.skerry.cli.local;

import io.skerry.cli.shell.CommandException;
import java.net.URI;
import java.util.Map;
import java.util.TreeMap;

/// The address of a PostgreSQL in the form people know, for programs that want it in pieces.
///
/// @param location host, port and database, as in `127.0.0.1:5432/skerry`
/// @param user the user; empty for none
/// @param password the password; empty for none
record DatabaseUrl(String location, String user, String password) {

  /// Reads `postgresql://user:password@host:port/database`.
  static DatabaseUrl parse(String text) {
    String plain = text.startsWith("jdbc:") ? text.substring("jdbc:".length()) : text;
    try {
      URI url = URI.create(plain);
      boolean known = "postgresql".equals(url.getScheme()) || "postgres".equals(url.getScheme());
      if (known && url.getHost() != null && url.getPath() != null && url.getPath().length() > 1) {
        String[] login =
            String.valueOf(url.getUserInfo() == null ? "" : url.getUserInfo()).split(":", 2);
        int port = url.getPort() < 0 ? 5432 : url.getPort();
        return new DatabaseUrl(
            url.getHost() + ":" + port + url.getPath(), login[0], login.length > 1 ? login[1] : "");
      }
    } catch (IllegalArgumentException notAnAddress) {
      // Falls through to the complaint, which serves both.
    }
    // The text may hold a password, so it is not repeated.
    throw CommandException.usage(
        "SKERRY_DB_URL is no address such as postgresql://user:password@host:5432/database");
  }

  /// What the control plane wants to be told.
  Map<String, String> properties() {
    Map<String, String> properties = new TreeMap<>();
    properties.put("quarkus.datasource.reactive.url", "vertx-reactive:postgresql://" + location);
    properties.put("quarkus.datasource.jdbc.url", "jdbc:postgresql://" + location);
    properties.put("quarkus.datasource.username", user);
    properties.put("quarkus.datasource.password", password);
    return properties;
  }
}

package io.skerry.bench.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The settings of the servers that the gateway is compared with: one worker each, keep-alive on
/// both sides, the same headers added.
final class Configs {

  private static final String BODY = "x".repeat(1024);

  private Configs() {}

  /// nginx that answers every request itself with a body of 1 KB.
  static Path upstream(Path folder, int port) throws IOException {
    return nginx(
        folder,
        """
          server { listen 127.0.0.1:%d; location / { default_type text/plain; return 200 "%s"; } }
        """
            .formatted(port, BODY));
  }

  /// nginx as a reverse proxy.
  static Path nginxProxy(Path folder, int port, int upstream) throws IOException {
    return nginx(
        folder,
        """
          upstream up { server 127.0.0.1:%d; keepalive 256; keepalive_requests 100000000; }
          server { listen 127.0.0.1:%d; location / {
            proxy_pass http://up; proxy_http_version 1.1; proxy_set_header Connection "";
            proxy_set_header Host $http_host; proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;
            proxy_set_header X-Forwarded-Proto $scheme; proxy_set_header X-Forwarded-Host $http_host;
            proxy_set_header Forwarded "for=$remote_addr;proto=$scheme;host=\\"$http_host\\"";
            proxy_set_header Via "1.1 nginx"; add_header X-Version v1; } }
        """
            .formatted(upstream, port));
  }

  /// nginx that answers every request itself and names a version, split by its own module.
  static Path nginxSplits(Path folder, int port, List<SplitCase> cases) throws IOException {
    StringBuilder http = new StringBuilder("  server { listen 127.0.0.1:" + port + ";\n");
    StringBuilder splits = new StringBuilder();
    for (SplitCase each : cases) {
      String variable = "$" + each.service();
      splits.append(
          "  split_clients \"%s\" %s { %d%% v2; * v1; }%n"
              .formatted(
                  each.sticky() ? "$http_x_user_id" : "$request_id", variable, each.percent()));
      http.append(
          "    location %s { add_header X-Skerry-Version %s; return 200 \"x\"; }%n"
              .formatted(each.path(), variable));
    }
    return nginx(folder, splits + http.toString() + "  }\n");
  }

  /// HAProxy as a reverse proxy.
  static Path haproxy(Path folder, int port, int upstream) throws IOException {
    return Files.writeString(
        Files.createDirectories(folder).resolve("haproxy.cfg"),
        """
        global
          nbthread 1
          maxconn 4096
        defaults
          mode http
          timeout connect 2s
          timeout client 60s
          timeout server 60s
          option http-keep-alive
          option forwardfor
          http-reuse always
        frontend in
          bind 127.0.0.1:%d
          http-request set-header X-Forwarded-Proto http
          http-request set-header X-Forwarded-Host %%[req.hdr(host)]
          http-request set-header Forwarded for=%%[src];proto=http;host=%%[req.hdr(host)]
          http-request set-header Via 1.1\\ haproxy
          http-response set-header X-Version v1
          default_backend out
        backend out
          server up 127.0.0.1:%d pool-max-conn 256
        """
            .formatted(port, upstream));
  }

  private static Path nginx(Path folder, String http) throws IOException {
    Files.createDirectories(folder);
    StringBuilder temporary = new StringBuilder();
    for (String kind : new String[] {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"}) {
      temporary.append("  ").append(kind).append("_temp_path ").append(folder.resolve(kind));
      temporary.append(";\n");
    }
    return Files.writeString(
        folder.resolve("nginx.conf"),
        """
        worker_processes 1;
        daemon off;
        pid %s;
        error_log stderr crit;
        events { worker_connections 4096; }
        http {
          access_log off;
          keepalive_requests 100000000;
          keepalive_timeout 600s;
        %s%s}
        """
            .formatted(folder.resolve("nginx.pid"), temporary, http));
  }
}

package io.skerry.cli.local;

import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Stands in for the control plane and the agents, and finds the real etcd.
final class StubPrograms {
  private StubPrograms() {}

  static Programs in(Path folder) throws IOException {
    return new Programs(
        Programs.ownJava(),
        etcd(),
        jar(folder.resolve("control-plane.jar"), StubControlPlaneMain.class),
        jar(folder.resolve("agent.jar"), StubAgentMain.class));
  }

  private static Path etcd() {
    Map<String, String> environment = System.getenv();
    Stream<String> onPath =
        Stream.of(environment.getOrDefault("PATH", "").split(":", -1))
            .map(folder -> folder + "/etcd");
    return Stream.concat(
            Stream.concat(Stream.ofNullable(environment.get("SKERRY_ETCD")), onPath),
            Stream.of("../.skerry/cache/etcd/usr/bin/etcd"))
        .map(Path::of)
        .filter(Files::isExecutable)
        .findFirst()
        .map(Path::toAbsolutePath)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "no etcd: run ./skerry etcd-path once, or set SKERRY_ETCD"));
  }

  private static Path jar(Path file, Class<?> main) throws IOException {
    Manifest manifest = new Manifest();
    Attributes attributes = manifest.getMainAttributes();
    attributes.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    attributes.put(Attributes.Name.MAIN_CLASS, main.getName());
    attributes.put(
        Attributes.Name.CLASS_PATH,
        Stream.of(
                main,
                JsonMapper.class,
                com.fasterxml.jackson.core.JsonFactory.class,
                com.fasterxml.jackson.annotation.JsonProperty.class)
            .map(StubPrograms::origin)
            .collect(Collectors.joining(" ")));
    try (JarOutputStream jar = new JarOutputStream(Files.newOutputStream(file), manifest)) {
      jar.finish();
    }
    return file;
  }

  private static String origin(Class<?> type) {
    try {
      return type.getProtectionDomain().getCodeSource().getLocation().toURI().toString();
    } catch (URISyntaxException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}

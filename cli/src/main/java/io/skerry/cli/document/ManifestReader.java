package io.skerry.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/// Reads documents from files, folders (with their sub-folders, in order of path) or standard
/// input.
public final class ManifestReader {
  private static final String STANDARD_INPUT = "-";

  private final InputStream input;

  /// Reads `-` from this stream.
  public ManifestReader(InputStream input) {
    this.input = input;
  }

  /// All documents of these places, in order.
  public List<Manifest> read(List<String> places) throws IOException {
    List<Manifest> manifests = new ArrayList<>();
    for (String place : places) {
      if (place.equals(STANDARD_INPUT)) {
        manifests.addAll(parse("stdin", new String(input.readAllBytes(), StandardCharsets.UTF_8)));
        continue;
      }
      for (Path file : files(Path.of(place))) {
        manifests.addAll(parse(file.toString(), Files.readString(file)));
      }
    }
    return manifests;
  }

  private static List<Path> files(Path place) throws IOException {
    if (!Files.isDirectory(place)) {
      return List.of(place);
    }
    try (Stream<Path> found = Files.walk(place)) {
      return found.filter(ManifestReader::isDocument).sorted().toList();
    }
  }

  private static boolean isDocument(Path path) {
    String name = String.valueOf(path.getFileName());
    return Files.isRegularFile(path)
        && (name.endsWith(".yaml") || name.endsWith(".yml") || name.endsWith(".json"));
  }

  private static List<Manifest> parse(String source, String text) {
    try {
      List<Manifest> manifests = new ArrayList<>();
      for (JsonNode document : Yaml.parseAll(text)) {
        manifests.add(new Manifest(source, manifests.size() + 1, document));
      }
      return manifests;
    } catch (YamlException wrong) {
      throw new YamlException(source + ": " + wrong.getMessage(), wrong);
    }
  }
}

package io.skerry.agent.vitals;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// The small files through which the kernel tells how the machine is. What is not there or cannot
/// be read is absent.
///
/// @param root `/`, or a copy of it
record KernelFiles(Path root) {

  private static final double MILLI = 1000;
  private static final int TOO_HOT_TO_BE_TRUE = 150;
  private static final Pattern NUMBER = Pattern.compile("-?[0-9]{1,18}");

  boolean isThere(String path) {
    return Files.exists(root.resolve(path));
  }

  Optional<String> text(String path) {
    try {
      return Optional.of(Files.readString(root.resolve(path)).strip());
    } catch (IOException | RuntimeException unreadable) {
      return Optional.empty();
    }
  }

  List<String> lines(String path) {
    return text(path).map(all -> all.lines().toList()).orElse(List.of());
  }

  OptionalLong number(String path) {
    return text(path).map(KernelFiles::parse).orElse(OptionalLong.empty());
  }

  /// What a sensor measures; empty when that cannot be.
  Optional<Double> celsius(String path) {
    return Optional.of(number(path).orElse(0) / MILLI)
        .filter(degrees -> degrees > 0 && degrees < TOO_HOT_TO_BE_TRUE);
  }

  /// The number in the line that begins with a name, as in `MemTotal: 16316 kB`.
  OptionalLong number(String path, String name) {
    return lines(path).stream()
        .map(line -> List.of(line.split("[:\\s]+")))
        .filter(words -> words.size() > 1 && words.getFirst().equals(name))
        .findFirst()
        .map(words -> parse(words.get(1)))
        .orElse(OptionalLong.empty());
  }

  /// The entries of a folder that match a glob, ordered, as paths below the root.
  List<String> matching(String folder, String glob) {
    List<String> found = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(root.resolve(folder), glob)) {
      entries.forEach(entry -> found.add(folder + "/" + entry.getFileName()));
    } catch (IOException | RuntimeException unreadable) {
      return List.of();
    }
    Collections.sort(found);
    return found;
  }

  static OptionalLong parse(String text) {
    return NUMBER.matcher(text).matches()
        ? OptionalLong.of(Long.parseLong(text))
        : OptionalLong.empty();
  }
}

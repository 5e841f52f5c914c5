package io.skerry.cli.rollout;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Ends of names that tell them apart.
final class ShortNames {
  private static final int USUAL = 6;

  private ShortNames() {}

  /// For each name its last characters, as many for all as it takes for no two to be alike.
  static List<String> of(List<String> names) {
    int length = USUAL;
    int longest = names.stream().mapToInt(String::length).max().orElse(0);
    while (length < longest && hasTwins(names, length)) {
      length++;
    }
    int enough = length;
    return names.stream().map(name -> end(name, enough)).toList();
  }

  private static boolean hasTwins(List<String> names, int length) {
    Set<String> ends = new HashSet<>();
    return !names.stream().allMatch(name -> ends.add(end(name, length)));
  }

  private static String end(String name, int length) {
    return name.substring(Math.max(0, name.length() - length));
  }
}

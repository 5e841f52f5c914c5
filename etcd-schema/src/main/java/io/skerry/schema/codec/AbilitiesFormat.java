package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Abilities;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// How the abilities of a node are written. Unlike other values they may have fields and names that
/// this release does not know: a newer node says more about itself than an older control plane
/// understands.
public final class AbilitiesFormat {

  private static final int MOST_NAMES = 100;
  private static final ValueReader<String> NAME = Values.text(1, 63);
  private static final ValueReader<List<String>> NAMES = ValueReader.list(NAME, 0, MOST_NAMES);
  private static final ValueReader<Map<String, Long>> LIMITS =
      ValueReader.map(NAME, Values.longInteger(0, Limits.MAX_EXACT_INTEGER), 0, MOST_NAMES);

  /// Thousands of nodes can do the same: each distinct value is in memory once.
  private static final ConcurrentMap<Abilities, Abilities> SHARED = new ConcurrentHashMap<>();

  private static final int MOST_SHARED = 100;

  static final ValueReader<Abilities> ABILITIES =
      ValueReader.object(
          "an object with formats, policyTypes, features, limits", AbilitiesFormat::read);

  private AbilitiesFormat() {}

  /// The tree of what a node can run, as documents show it.
  public static ObjectNode write(Abilities abilities) {
    ObjectNode out = JsonWriter.object();
    names(out, "formats", abilities.formats());
    names(out, "policyTypes", abilities.policyTypes());
    names(out, "features", abilities.features());
    if (!abilities.limits().isEmpty()) {
      out.set("limits", JsonWriter.map(abilities.limits(), JsonNodeFactory.instance::numberNode));
    }
    return out;
  }

  private static void names(ObjectNode out, String field, Optional<Set<String>> names) {
    names.ifPresent(
        known -> out.set(field, JsonWriter.texts(known.stream().sorted().toList(), name -> name)));
  }

  private static Abilities read(FieldReader fields) {
    Abilities read =
        new Abilities(
            fields.optional("formats", NAMES).map(AbilitiesFormat::set),
            fields.optional("policyTypes", NAMES).map(AbilitiesFormat::set),
            fields.optional("features", NAMES).map(AbilitiesFormat::set),
            fields.withDefault("limits", Map.of(), LIMITS));
    fields.ignoreOthers();
    Abilities known = SHARED.get(read);
    if (known != null) {
      return known;
    }
    if (SHARED.size() < MOST_SHARED) {
      SHARED.put(read, read);
    }
    return read;
  }

  private static Set<String> set(Collection<String> names) {
    return Set.copyOf(names);
  }
}

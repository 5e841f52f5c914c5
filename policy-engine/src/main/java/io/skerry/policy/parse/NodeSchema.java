package io.skerry.policy.parse;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.MapType;
import dev.cel.common.types.OpaqueType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.cel.common.types.StructTypeReference;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The variables that an expression over a node may use, and their types.
final class NodeSchema {

  /// An amount such as `8Gi`, comparable with others only.
  static final CelType QUANTITY = OpaqueType.create("quantity");

  private static final StructType GPU =
      structure(
          "gpu",
          ImmutableMap.of("model", SimpleType.STRING, "count", SimpleType.INT, "memory", QUANTITY));

  private static final StructType LOCATION =
      structure(
          "location",
          ImmutableMap.of(
              "city", SimpleType.STRING, "lat", SimpleType.DOUBLE, "lon", SimpleType.DOUBLE));

  private static final Map<String, StructType> STRUCTURES =
      Map.of("gpu", GPU, "location", LOCATION);

  /// By name, in the order in which messages list them.
  static final Map<String, CelType> VARIABLES = variables();

  /// Finds the structures by their type names.
  static final CelTypeProvider TYPES = new Types();

  private NodeSchema() {}

  /// The names of all fields of all structures.
  static Set<String> fieldNames() {
    return ImmutableSet.<String>builder()
        .addAll(GPU.fieldNames())
        .addAll(LOCATION.fieldNames())
        .build();
  }

  private static Map<String, CelType> variables() {
    Map<String, CelType> variables = new LinkedHashMap<>();
    for (String text : ImmutableList.of("name", "cell", "cloud", "region", "zone", "isp", "mode")) {
      variables.put(text, SimpleType.STRING);
    }
    variables.put("weight", SimpleType.INT);
    variables.put("labels", MapType.create(SimpleType.STRING, SimpleType.STRING));
    variables.put("location", StructTypeReference.create("location"));
    variables.put("cpu", QUANTITY);
    variables.put("memory", QUANTITY);
    variables.put("bandwidth", QUANTITY);
    variables.put("gpu", StructTypeReference.create("gpu"));
    variables.put("health", SimpleType.INT);
    variables.put("version", SimpleType.STRING);
    return variables;
  }

  private static StructType structure(String name, ImmutableMap<String, CelType> fields) {
    return StructType.create(
        name, fields.keySet(), field -> Optional.ofNullable(fields.get(field)));
  }

  private static final class Types implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return ImmutableList.copyOf(STRUCTURES.values());
    }

    @Override
    public Optional<CelType> findType(String typeName) {
      return Optional.ofNullable(STRUCTURES.get(typeName));
    }
  }
}

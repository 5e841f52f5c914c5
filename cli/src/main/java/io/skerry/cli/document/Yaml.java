package io.skerry.cli.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/// YAML text to JSON trees and back. JSON is read as the YAML it is.
public final class Yaml {
  private static final JsonMapper JSON = new JsonMapper();
  private static final LoadSettings READING = LoadSettings.builder().build();
  private static final DumpSettings WRITING =
      DumpSettings.builder()
          .setDefaultFlowStyle(FlowStyle.BLOCK)
          .setIndicatorIndent(2)
          .setIndentWithIndicator(true)
          .setWidth(120)
          .setSplitLines(false)
          .build();

  private Yaml() {}

  /// The first document of a text; a missing node when there is none.
  public static JsonNode parse(String text) {
    List<JsonNode> all = parseAll(text);
    return all.isEmpty() ? MissingNode.getInstance() : all.getFirst();
  }

  /// The documents of a text, without empty ones. Throws [YamlException], also for duplicate keys
  /// and for anchors that multiply beyond reason.
  public static List<JsonNode> parseAll(String text) {
    List<JsonNode> documents = new ArrayList<>();
    try {
      for (Object document : new Load(READING).loadAllFromString(text)) {
        if (document != null) {
          documents.add(Trees.of(document));
        }
      }
    } catch (MarkedYamlEngineException wrong) {
      throw new YamlException(position(wrong.getProblemMark()) + wrong.getProblem(), wrong);
    } catch (YamlEngineException wrong) {
      throw new YamlException(String.valueOf(wrong.getMessage()), wrong);
    }
    return documents;
  }

  /// A tree as a YAML document, fields in the tree's order, ending in a newline.
  public static String dump(JsonNode tree) {
    return new Dump(WRITING).dumpToString(JSON.convertValue(tree, Object.class));
  }

  private static String position(Optional<Mark> mark) {
    return mark.map(at -> "line " + (at.getLine() + 1) + ", column " + (at.getColumn() + 1) + ": ")
        .orElse("");
  }
}

package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.CoreScalarResolver;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;

/// Reads the part of YAML 1.2 that JSON can say, under [Limits]: core schema scalars, no anchors,
/// no tags, text keys only. Works on parser events, so that nothing is ever expanded or
/// constructed.
final class StrictYaml {

  private static final LoadSettings SETTINGS =
      LoadSettings.builder().setCodePointLimit(Limits.MAX_CODE_POINTS).setLabel("document").build();
  private static final ScalarResolver RESOLVER = new CoreScalarResolver(false);

  private StrictYaml() {}

  /// All documents of the body, at least one.
  static Decoded<List<JsonNode>> parse(Bytes body) {
    return StrictText.read(body).then(StrictYaml::parse);
  }

  private static Decoded<List<JsonNode>> parse(String text) {
    Walk walk = new Walk();
    try {
      for (Event event : new Parse(SETTINGS).parseString(text)) {
        walk.accept(event);
      }
    } catch (RefusedInput refused) {
      return refused.asDecoded();
    } catch (MarkedYamlEngineException e) {
      return Decoded.malformed(walk.tree.path(), "is not YAML: " + describe(e));
    } catch (YamlEngineException e) {
      return Decoded.malformed(walk.tree.path(), "is not YAML: " + e.getMessage());
    }
    return walk.tree.documents().isEmpty()
        ? Decoded.malformed("", "is empty: send a document")
        : new Decoded.Ok<>(walk.tree.documents());
  }

  private static String describe(MarkedYamlEngineException e) {
    return e.getProblem()
        + e.getProblemMark()
            .map(mark -> " at line " + (mark.getLine() + 1) + ", column " + (mark.getColumn() + 1))
            .orElse("");
  }

  /// Turns events into calls of the builder.
  private static final class Walk {

    private final TreeBuilder tree = new TreeBuilder();
    private boolean fieldExpected;

    void accept(Event event) throws RefusedInput {
      switch (event.getEventId()) {
        case Alias -> throw refusedAlias((AliasEvent) event);
        case Scalar -> scalar((ScalarEvent) event);
        case SequenceStart -> {
          checkPlain((CollectionStartEvent) event);
          tree.startArray();
          fieldExpected = false;
        }
        case MappingStart -> {
          checkPlain((CollectionStartEvent) event);
          tree.startObject();
          fieldExpected = true;
        }
        case SequenceEnd, MappingEnd -> {
          tree.end();
          fieldExpected = tree.insideObject();
        }
        case DocumentStart, DocumentEnd, StreamStart, StreamEnd, Comment -> {}
      }
    }

    private void scalar(ScalarEvent event) throws RefusedInput {
      checkAnchor(event);
      if (event.getTag().isPresent()) {
        throw tree.refused("has the tag " + event.getTag().get() + ": tags are not allowed");
      }
      if (fieldExpected) {
        tree.field(event.getValue());
        fieldExpected = false;
        return;
      }
      value(event);
      fieldExpected = tree.insideObject();
    }

    private void value(ScalarEvent event) throws RefusedInput {
      boolean plain = event.getScalarStyle() == ScalarStyle.PLAIN;
      Tag tag = RESOLVER.resolve(event.getValue(), plain);
      if (!plain || tag.equals(Tag.STR)) {
        tree.text(event.getValue());
      } else if (tag.equals(Tag.NULL)) {
        tree.nothing();
      } else if (tag.equals(Tag.BOOL)) {
        tree.bool(Boolean.parseBoolean(event.getValue()));
      } else {
        tree.number(event.getValue());
      }
    }

    private void checkPlain(CollectionStartEvent event) throws RefusedInput {
      checkAnchor(event);
      if (fieldExpected) {
        throw tree.refused("has a field name that is not text");
      }
      if (event.getTag().isPresent()) {
        throw tree.refused("has the tag " + event.getTag().get() + ": tags are not allowed");
      }
    }

    private void checkAnchor(NodeEvent event) throws RefusedInput {
      if (event.getAnchor().isPresent()) {
        throw tree.refused("has an anchor: anchors and aliases are not allowed, repeat the value");
      }
    }

    private RefusedInput refusedAlias(AliasEvent event) {
      Optional<String> name = Optional.of(event.getAlias().getValue());
      return tree.refused(
          "has the alias *" + name.orElse("") + ": aliases are not allowed, repeat the value");
    }
  }
}

package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Random;
import org.erdtman.jcs.JsonCanonicalizer;
import org.junit.jupiter.api.Test;

/// The reference implementation is the judge.
class CanonicalWriterTest {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final String[] TEXTS = {
    "",
    "a",
    "A",
    "é",
    "\u20ac",
    "\ud83d\ude00",
    "\ufb33",
    "line\nfeed",
    "tab\t",
    "quote\"",
    "back\\slash",
    "/",
    "\u007f",
    "\u2028"
  };

  @Test
  void writesWhatTheReferenceImplementationWrites() throws IOException {
    Random random = new Random(8785);
    for (int round = 0; round < 5_000; round++) {
      JsonNode value = object(random, 4);
      assertThat(CanonicalWriter.write(value))
          .isEqualTo(new JsonCanonicalizer(value.toString()).getEncodedString());
    }
  }

  private static JsonNode any(Random random, int depth) {
    return switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0 -> NODES.textNode(text(random));
      case 1 -> NODES.numberNode(random.nextInt());
      case 2 -> NODES.numberNode(random.nextLong(1L << 53));
      case 3 -> NODES.numberNode(number(random));
      case 4 -> NODES.booleanNode(random.nextBoolean());
      case 5 -> NODES.nullNode();
      case 6 -> array(random, depth - 1);
      default -> object(random, depth - 1);
    };
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = NODES.objectNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      object.set(text(random), any(random, depth));
    }
    return object;
  }

  private static ArrayNode array(Random random, int depth) {
    ArrayNode array = NODES.arrayNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      array.add(any(random, depth));
    }
    return array;
  }

  private static String text(Random random) {
    return TEXTS[random.nextInt(TEXTS.length)] + TEXTS[random.nextInt(TEXTS.length)];
  }

  private static double number(Random random) {
    return random.nextGaussian() * Math.pow(10, random.nextInt(60) - 30);
  }
}

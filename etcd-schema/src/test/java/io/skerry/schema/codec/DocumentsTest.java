package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.codec.Documents.Format;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentsTest {

  @Test
  void yamlAndJsonOfOneDocumentReadTheSame() {
    JsonNode yaml = read("{a: 1, b: [true, null, x], c: {d: 0.5}}", Format.YAML);
    JsonNode json =
        read("{\"a\": 1, \"b\": [true, null, \"x\"], \"c\": {\"d\": 0.5}}", Format.JSON);

    assertThat(yaml).isEqualTo(json);
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void bothParsersRefuseTheSame(Format format) {
    Map<String, String> refused =
        Map.of(
            "{\"a\": 1, \"a\": 2}",
            "appears twice",
            "{\"a\": 1e400}",
            "too large",
            "{\"a\": 9007199254740993}",
            "beyond 2^53 - 1",
            "{\"a\": 0.1000000000000000055511151231257827}",
            "more digits than a number keeps",
            "{\"a\": -0}",
            "negative zero",
            "{\"a\": -0.0}",
            "negative zero",
            "{\"a\": 1" + "0".repeat(40) + "}",
            "longer than 40 characters",
            "{\"a\": \"" + "x".repeat(Limits.MAX_STRING + 1) + "\"}",
            "longer than 65536",
            "{\"" + "x".repeat(257) + "\": 1}",
            "field name longer than 256",
            "{\"a\": " + "[".repeat(60) + "]".repeat(60) + "}",
            "nested deeper than 50");

    refused.forEach(
        (body, message) -> assertThat(problem(body, format)).as(shortened(body)).contains(message));
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void tooManyValuesAreRefused(Format format) {
    assertThat(problem("{\"a\": [" + "1,".repeat(200_001) + "1]}", format))
        .contains("more than 200000 values");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void tooManyDocumentsAreRefused(Format format) {
    String body = format == Format.YAML ? "--- {a: 1}\n".repeat(501) : "{\"a\": 1}\n".repeat(501);
    assertThat(problem(body, format)).contains("more than 500 documents");
  }

  @ParameterizedTest
  @EnumSource(Format.class)
  void bytesThatAreNotPlainUtf8AreRefused(Format format) {
    assertThat(problem(new byte[] {'{', '"', (byte) 0xC3, '(', '"', ':', '1', '}'}, format))
        .contains("not valid UTF-8");
    assertThat(problem("\uFEFF{}".getBytes(StandardCharsets.UTF_8), format))
        .contains("byte order mark");
    assertThat(problem("{\"a\":1}".getBytes(StandardCharsets.UTF_16LE), format)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          a: !!javax.script.ScriptEngineManager []  | tags are not allowed
          a: !!str 5                                | tags are not allowed
          a: &x 1                                   | anchors and aliases are not allowed
          a: *x                                     | aliases are not allowed
          a: .nan                                   | not a plain decimal number
          a: -.inf                                  | not a plain decimal number
          a: 010                                    | not a plain decimal number
          a: 0x1F                                   | not a plain decimal number
          a: +1                                     | not a plain decimal number
          ? [1, 2] : x                              | field name that is not text
          '# only a comment'                        | is empty
          '---'                                     | must be an object
          '[1, 2]'                                  | must be an object
          'a: [1'                                   | is not YAML
          """)
  void yamlThatMeansTwoThingsIsRefused(String body, String message) {
    assertThat(problem(body, Format.YAML)).contains(message);
  }

  @Test
  void wordsThatOldYamlReadAsBooleansStayText() {
    assertThat(
            read("{a: yes, b: on, c: 1_000, d: 12:30:00, e: 2026-01-01}", Format.YAML).toString())
        .isEqualTo(
            "{\"a\":\"yes\",\"b\":\"on\",\"c\":\"1_000\",\"d\":\"12:30:00\",\"e\":\"2026-01-01\"}");
  }

  @Test
  void anAliasBombIsRefusedWithoutBeingExpanded() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 10; i++) {
      String item = "*a" + (i - 1) + ",";
      bomb.append("a")
          .append(i)
          .append(": &a")
          .append(i)
          .append(" [")
          .append(item.repeat(10))
          .append("]\n");
    }
    assertThat(problem(bomb.toString(), Format.YAML)).contains("not allowed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"a\":NaN}",
        "{\"a\":Infinity}",
        "{a:1}",
        "{'a':1}",
        "{\"a\":1,}",
        "/**/{}",
        "{\"a\":01}",
        "{",
        ""
      })
  void whatIsNotJsonIsRefused(String body) {
    assertThat(problem(body, Format.JSON)).isNotEmpty();
  }

  @Test
  void controlCharactersAndLoneSurrogatesAreRefusedWithTheirPlace() {
    assertThat(errors("{\"a\": {\"b\": [\"ok\", \"x\\u0000\"]}}", Format.JSON))
        .containsExactly(new FieldError("a.b[1]", "has the control character U+0000 in text"));
    assertThat(problem("{\"a\": \"\\uD800\"}", Format.JSON)).contains("lone surrogate");
  }

  /// Whatever comes in, the outcome is a value: no exception, no hang.
  @Test
  void randomDamageNeverThrows() {
    Random random = new Random(42);
    byte[] sample = Samples.ALL.getBytes(StandardCharsets.UTF_8);
    for (int round = 0; round < 3_000; round++) {
      byte[] damaged = sample.clone();
      for (int i = 0; i <= random.nextInt(4); i++) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
      }
      Decoded<List<JsonNode>> outcome = Documents.read(Bytes.copyOf(damaged), Format.YAML);
      if (outcome instanceof Decoded.Ok<List<JsonNode>>(List<JsonNode> documents)) {
        documents.forEach(document -> assertThat(Resources.decode(document)).isNotNull());
      }
    }
  }

  private static JsonNode read(String body, Format format) {
    return Documents.readOne(Bytes.utf8(body), format).orThrow();
  }

  private static String problem(String body, Format format) {
    return problem(body.getBytes(StandardCharsets.UTF_8), format);
  }

  private static String problem(byte[] body, Format format) {
    return switch (Documents.read(Bytes.copyOf(body), format)) {
      case Decoded.Ok<List<JsonNode>>(List<JsonNode> documents) ->
          throw new AssertionError("accepted: " + documents);
      case Decoded.Malformed<List<JsonNode>>(List<FieldError> errors) ->
          errors.getFirst().message();
    };
  }

  private static List<FieldError> errors(String body, Format format) {
    return switch (Documents.read(Bytes.utf8(body), format)) {
      case Decoded.Ok<List<JsonNode>>(List<JsonNode> documents) ->
          throw new AssertionError("accepted: " + documents);
      case Decoded.Malformed<List<JsonNode>>(List<FieldError> errors) -> errors;
    };
  }

  private static String shortened(String body) {
    return body.length() < 60 ? body : body.substring(0, 60);
  }
}

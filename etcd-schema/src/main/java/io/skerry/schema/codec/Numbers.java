package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/// Reads number literals so that no digit is lost silently: what a JSON number cannot carry exactly
/// in every language (RFC 7493, RFC 8785) is refused.
final class Numbers {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern INTEGER = Pattern.compile("-?(0|[1-9][0-9]*)");
  private static final Pattern JSON_NUMBER =
      Pattern.compile("-?(0|[1-9][0-9]*)(\\.[0-9]+)?([eE][+-]?[0-9]+)?");

  private static final int SHORT = 9;

  private Numbers() {}

  static Decoded<JsonNode> read(String literal) {
    return isShortCount(literal) ? new Decoded.Ok<>(count(literal)) : readAny(literal);
  }

  /// Whether it is the plain sort that most numbers are: up to nine digits, no sign.
  private static boolean isShortCount(String literal) {
    int length = literal.length();
    if (length == 0 || length > SHORT || (length > 1 && literal.charAt(0) == '0')) {
      return false;
    }
    for (int i = 0; i < length; i++) {
      if (literal.charAt(i) < '0' || literal.charAt(i) > '9') {
        return false;
      }
    }
    return true;
  }

  private static JsonNode count(String literal) {
    return NODES.numberNode(Integer.parseInt(literal));
  }

  private static Decoded<JsonNode> readAny(String literal) {
    if (literal.length() > Limits.MAX_NUMBER) {
      return refused("is a number longer than " + Limits.MAX_NUMBER + " characters");
    }
    if (!JSON_NUMBER.matcher(literal).matches()) {
      return refused("is not a plain decimal number: write digits, or quote it to mean text");
    }
    return INTEGER.matcher(literal).matches() ? integer(literal) : decimal(literal);
  }

  private static Decoded<JsonNode> integer(String literal) {
    BigDecimal exact = new BigDecimal(literal);
    if (exact.signum() == 0 && literal.startsWith("-")) {
      return refused("is negative zero: write 0");
    }
    if (exact.abs().compareTo(BigDecimal.valueOf(Limits.MAX_EXACT_INTEGER)) > 0) {
      return refused("is beyond 2^53 - 1 and would lose digits: quote it as text");
    }
    long value = exact.longValueExact();
    return new Decoded.Ok<>(
        value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value));
  }

  private static Decoded<JsonNode> decimal(String literal) {
    double value = Double.parseDouble(literal);
    if (Double.isInfinite(value)) {
      return refused("is too large for a number");
    }
    if (value == 0 && literal.startsWith("-")) {
      return refused("is negative zero: write 0");
    }
    // The shortest text of the double names it exactly, so another value means lost digits.
    boolean exact =
        value == 0
            ? literal
                .chars()
                .takeWhile(c -> c != 'e' && c != 'E')
                .noneMatch(c -> c >= '1' && c <= '9')
            : new BigDecimal(Double.toString(value)).compareTo(new BigDecimal(literal)) == 0;
    return exact
        ? new Decoded.Ok<>(NODES.numberNode(value))
        : refused("has more digits than a number keeps: shorten it, or quote it as text");
  }

  private static Decoded<JsonNode> refused(String message) {
    return Decoded.malformed("", message);
  }
}

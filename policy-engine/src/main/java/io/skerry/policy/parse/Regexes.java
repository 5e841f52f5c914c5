package io.skerry.policy.parse;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// Regular expressions that match in linear time: RE2 syntax of bounded size.
public final class Regexes {

  /// What would be right.
  public static final String REMEDY =
      "use RE2 syntax (no back-references, no look-around) of at most "
          + ExpressionLimits.MAX_REGEX_BYTES
          + " bytes";

  private Regexes() {}

  /// Why a regular expression is refused, as the rest of a sentence about it; empty when it is
  /// fine.
  public static Optional<String> problem(String regex) {
    int size = regex.getBytes(StandardCharsets.UTF_8).length;
    if (size > ExpressionLimits.MAX_REGEX_BYTES) {
      return Optional.of("has " + size + " bytes");
    }
    try {
      int program = Pattern.compile(regex).programSize();
      return program > ExpressionLimits.MAX_REGEX_PROGRAM
          ? Optional.of(
              "compiles to "
                  + program
                  + " instructions, more than "
                  + ExpressionLimits.MAX_REGEX_PROGRAM)
          : Optional.empty();
    } catch (PatternSyntaxException e) {
      return Optional.of("is not valid: " + e.getDescription() + ": `" + e.getPattern() + "`");
    }
  }
}

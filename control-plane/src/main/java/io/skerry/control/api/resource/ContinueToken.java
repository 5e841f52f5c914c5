package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Revision;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Where a listing goes on: the revision that all its pages show, and the last key that was given.
/// The text is opaque to clients and carries a check over the token and the query that it belongs
/// to, so that a mangled token, or one of another listing, is refused. It grants nothing: the
/// listing it names is authorised anew.
///
/// @param revision what every page shows
/// @param after the last key of the previous page
record ContinueToken(Revision revision, String after) {

  private static final Pattern TEXT = Pattern.compile("([0-9a-f]{16}):([0-9]{1,18}):(.{1,512})");

  /// The token as text.
  ///
  /// @param query everything that selects the listing's items
  String encode(List<String> query) {
    String body = revision + ":" + after;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((check(body, query) + ":" + body).getBytes(StandardCharsets.UTF_8));
  }

  /// Reads a token that a client sent back.
  static Outcome<ContinueToken> decode(String text, List<String> query) {
    try {
      byte[] decoded = Base64.getUrlDecoder().decode(text);
      Matcher match = TEXT.matcher(new String(decoded, StandardCharsets.UTF_8));
      if (match.matches()
          && match.group(1).equals(check(match.group(2) + ":" + match.group(3), query))) {
        return Outcome.done(
            new ContinueToken(new Revision(Long.parseLong(match.group(2))), match.group(3)));
      }
    } catch (IllegalArgumentException notBase64) {
      return refused();
    }
    return refused();
  }

  private static String check(String body, List<String> query) {
    String all = body + "\n" + String.join("\n", query);
    return Bytes.utf8(all).digest().hex().substring(0, 16);
  }

  private static Outcome<ContinueToken> refused() {
    return Outcome.refused(
        Problem.of(
            ProblemCode.GONE, "the continue token does not belong to this listing: list again"));
  }
}

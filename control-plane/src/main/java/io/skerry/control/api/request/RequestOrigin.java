package io.skerry.control.api.request;

import java.util.regex.Pattern;

/// Who asked, for the audit trail and the log.
///
/// @param requestId joins the answer, the log lines and the audit event of one request
/// @param actor who asked, as `<name>@<address>`. Until callers can be authenticated the name is
///   what the caller claims, or `anonymous`; the address is always what the connection came from
/// @param address the caller's network address
public record RequestOrigin(String requestId, String actor, String address) {

  /// The header in which a caller says who it is. A claim, not a proof.
  public static final String ACTOR_HEADER = "X-Skerry-Actor";

  /// The name of a caller that claims none.
  public static final String ANONYMOUS = "anonymous";

  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,62}");

  /// An unauthenticated caller.
  ///
  /// @param claim what it says it is called, valid as of [#isValidClaim], or [#ANONYMOUS]
  public static RequestOrigin unauthenticated(String requestId, String claim, String address) {
    return new RequestOrigin(requestId, claim + "@" + address, address);
  }

  /// Whether a text may be recorded as the name of an actor.
  public static boolean isValidClaim(String text) {
    return NAME.matcher(text).matches();
  }

  /// What a valid claim looks like.
  static String syntax() {
    return NAME.pattern();
  }
}

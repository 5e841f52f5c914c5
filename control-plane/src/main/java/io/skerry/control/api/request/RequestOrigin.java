package io.skerry.control.api.request;

/// Who asked, for the audit trail and the log.
///
/// @param requestId joins the answer, the log lines and the audit event of one request
/// @param actor who asked; `anonymous@<address>` until callers can be authenticated
/// @param address the caller's network address
public record RequestOrigin(String requestId, String actor, String address) {

  /// An unauthenticated caller.
  public static RequestOrigin anonymous(String requestId, String address) {
    return new RequestOrigin(requestId, "anonymous@" + address, address);
  }
}

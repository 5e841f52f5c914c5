package io.skerry.control.notice;

import io.skerry.schema.model.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// Signs messages as the Standard Webhooks specification says: HMAC-SHA256 over id, time and body,
/// so that neither can be exchanged and old ones cannot be sent again later.
public final class Signature {

  private static final String ALGORITHM = "HmacSHA256";

  private Signature() {}

  /// The value of the header `webhook-signature`.
  ///
  /// @param secret at least one byte
  /// @param at as in the header `webhook-timestamp`, in whole seconds
  /// @param body the very bytes that are sent
  public static String of(byte[] secret, String id, Instant at, Bytes body) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(secret, ALGORITHM));
      mac.update((id + "." + at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body.toArray()));
    } catch (GeneralSecurityException absent) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, absent);
    }
  }
}

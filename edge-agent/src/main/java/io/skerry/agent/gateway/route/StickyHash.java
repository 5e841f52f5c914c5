package io.skerry.agent.gateway.route;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// Where a subject falls between 0 and 1: the same on every node, in every release and language.
///
/// The position is the first 53 bits of the SHA-256 of `tenant/service/version/subject` as a
/// fraction. The version is part of it, so that rules for different versions choose independently;
/// nothing else is, so that raising a percentage only adds subjects.
public final class StickyHash {

  private static final double UNIT = 0x1.0p-53;

  private StickyHash() {}

  /// In [0, 1).
  ///
  /// @param scope `tenant/service/version`
  /// @param subject any text
  public static double position(String scope, String subject) {
    byte[] digest = sha256().digest((scope + "/" + subject).getBytes(StandardCharsets.UTF_8));
    return (ByteBuffer.wrap(digest).getLong() >>> 11) * UNIT;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java platform has SHA-256", impossible);
    }
  }
}

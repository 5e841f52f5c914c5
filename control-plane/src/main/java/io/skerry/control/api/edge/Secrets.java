package io.skerry.control.api.edge;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.random.RandomGenerator;

/// Makes and compares secrets. The store only ever sees digests.
@ApplicationScoped
public class Secrets {

  private static final int ID_BYTES = 8;
  private static final int SECRET_BYTES = 20;

  private final RandomGenerator random;

  /// @param random must be cryptographically strong
  @Inject
  Secrets(RandomGenerator random) {
    this.random = random;
  }

  /// A public id: 16 hexadecimal digits.
  String id() {
    return hex(ID_BYTES);
  }

  /// A secret of 160 bits in hexadecimal digits.
  String secret() {
    return hex(SECRET_BYTES);
  }

  /// What is stored of a secret.
  static Digest digest(String secret) {
    return Bytes.utf8(secret).digest();
  }

  /// Whether a presented secret is the stored one; takes the same time either way.
  static boolean matches(String presented, Digest stored) {
    return MessageDigest.isEqual(
        digest(presented).hex().getBytes(StandardCharsets.US_ASCII),
        stored.hex().getBytes(StandardCharsets.US_ASCII));
  }

  private String hex(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }
}

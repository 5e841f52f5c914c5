package io.skerry.schema.codec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.Member;
import io.skerry.schema.model.NodeCredential;
import java.time.Instant;

/// How replicas, join tokens and node credentials are written.
final class EnrolmentFormat {

  private static final Digest DIGEST_PLACEHOLDER = new Digest("0".repeat(64));

  static final ValueReader<Member> MEMBER =
      ValueReader.object(
          "an object with replica, address, since",
          fields ->
              new Member(
                  fields.required("replica", "", Values.text(1, 63)),
                  fields.required("address", "", Values.text(1, 256)),
                  fields.required("since", Instant.EPOCH, Values.INSTANT)));

  static final ValueReader<JoinToken> JOIN_TOKEN =
      ValueReader.object(
          "an object with id, secret, node, expiresAt",
          fields ->
              new JoinToken(
                  fields.required("id", "", Values.text(1, 63)),
                  fields.required("secret", DIGEST_PLACEHOLDER, Values.DIGEST),
                  fields.required("node", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("expiresAt", Instant.EPOCH, Values.INSTANT)));

  static final ValueReader<NodeCredential> CREDENTIAL =
      ValueReader.object(
          "an object with node, secret, issuedAt",
          fields ->
              new NodeCredential(
                  fields.required("node", Values.NAME_PLACEHOLDER, Values.NAME),
                  fields.required("secret", DIGEST_PLACEHOLDER, Values.DIGEST),
                  fields.required("issuedAt", Instant.EPOCH, Values.INSTANT)));

  private EnrolmentFormat() {}

  static ObjectNode write(Member member) {
    return JsonWriter.object()
        .put("replica", member.replica())
        .put("address", member.address())
        .put("since", member.since().toString());
  }

  static ObjectNode write(JoinToken token) {
    return JsonWriter.object()
        .put("id", token.id())
        .put("secret", token.secret().hex())
        .put("node", token.node().value())
        .put("expiresAt", token.expiresAt().toString());
  }

  static ObjectNode write(NodeCredential credential) {
    return JsonWriter.object()
        .put("node", credential.node().value())
        .put("secret", credential.secret().hex())
        .put("issuedAt", credential.issuedAt().toString());
  }
}

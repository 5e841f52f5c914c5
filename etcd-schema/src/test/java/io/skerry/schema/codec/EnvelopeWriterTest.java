package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.RefEnvelope;
import io.skerry.schema.model.ResourceName;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnvelopeWriterTest {

  private static final Bytes MANIFEST = Bytes.utf8("{\"entries\":[]}");
  private static final Bytes BLOB = Bytes.utf8("{\"marker\":\"\u00e9\"}");

  @Test
  void writesTheBytesOfTheCodecWithAttachments() {
    requireEqual(Map.of(MANIFEST.digest(), MANIFEST, BLOB.digest(), BLOB));
  }

  @Test
  void writesTheBytesOfTheCodecWithoutAttachments() {
    requireEqual(Map.of());
  }

  private static void requireEqual(Map<Digest, Bytes> attachments) {
    EnvelopeWriter writer = new EnvelopeWriter(attachments);
    for (int i = 1; i <= 3; i++) {
      Ref ref = ref("iad-" + i, i);
      assertThat(writer.write(ref).asText())
          .isEqualTo(Codecs.REF.encode(new RefEnvelope(ref, attachments)).asText());
    }
  }

  private static Ref ref(String node, long generation) {
    return new Ref(
        new ResourceName(node),
        MANIFEST.digest(),
        generation,
        "spring",
        2,
        Ref.Reason.ROLLBACK,
        Instant.parse("2026-01-31T23:59:59.120Z"),
        Set.of(new ResourceName("spring"), new ResourceName("autumn")));
  }
}

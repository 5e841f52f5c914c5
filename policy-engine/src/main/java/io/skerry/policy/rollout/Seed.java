package io.skerry.policy.rollout;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.hash.Hashing;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Resources;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.Rollout.Change;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;

/// What makes one rollout choose other nodes than the next, yet the same again: a digest of what
/// changes, and to what. Of a resource only the spec counts, because the rest is not known before
/// the change is accepted.
///
/// @param digest of the resources' identities and specs
record Seed(Digest digest) {

  static Seed of(Collection<Change> changes) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    changes.stream()
        .sorted(Comparator.comparing(Change::resource))
        .forEach(
            change ->
                all.addObject()
                    .put("resource", change.resource().toString())
                    .put("to", change.to().map(Seed::spec).map(Digest::hex).orElse("")));
    return new Seed(CanonicalJson.bytes(all).digest());
  }

  /// Where a name comes; names with equal hashes, which are rare, are ordered by name.
  long rank(String name) {
    return Hashing.farmHashFingerprint64()
        .hashString(digest.hex() + "\n" + name, StandardCharsets.UTF_8)
        .asLong();
  }

  private static Digest spec(Resource resource) {
    return CanonicalJson.bytes(Resources.encode(resource).path("spec")).digest();
  }
}

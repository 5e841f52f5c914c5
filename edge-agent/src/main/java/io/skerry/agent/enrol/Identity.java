package io.skerry.agent.enrol;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.codec.CanonicalJson;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.ResourceName;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Who the node is and whom it talks to, as the control plane answered its enrolment.
///
/// @param node its name
/// @param credential the secret that proves it
/// @param keys of the cell's store that the node reads
/// @param etcdEndpoints of that store, at least one
/// @param controlPlane where reports go, in order of preference, at least one
/// @param heartbeat between two reports, 1 s to 10 min
public record Identity(
    ResourceName node,
    String credential,
    Keys keys,
    List<String> etcdEndpoints,
    List<URI> controlPlane,
    Duration heartbeat) {

  private static final String PREFIX_START = "/skerry/v1/cells/";
  private static final Duration LONGEST_HEARTBEAT = Duration.ofMinutes(10);

  /// Copies the lists.
  public Identity {
    etcdEndpoints = List.copyOf(etcdEndpoints);
    controlPlane = List.copyOf(controlPlane);
  }

  /// What the node authenticates its reports with.
  public String bearer() {
    return node + "." + credential;
  }

  /// Keeps the secret out of logs.
  @Override
  public String toString() {
    return "Identity[" + node + " of " + keys.prefix() + "]";
  }

  /// Reads an enrolment answer. Fields that are not needed here are allowed.
  public static Decoded<Identity> read(Bytes answer) {
    return CanonicalJson.parse(answer).then(Identity::fromDocument);
  }

  private static Decoded<Identity> fromDocument(JsonNode document) {
    String node = document.path("node").asText("");
    String credential = document.path("credential").asText("");
    Optional<Keys> keys = keys(document.path("keyPrefix").asText(""));
    List<String> etcd = texts(document.path("etcdEndpoints"));
    Optional<List<URI>> controlPlane = urls(texts(document.path("controlPlane")));
    Duration heartbeat = Duration.ofSeconds(document.path("heartbeatSeconds").asLong(0));
    if (!ResourceName.isValid(node)) {
      return Decoded.malformed("node", "must be a node name: " + ResourceName.SYNTAX);
    }
    if (credential.isEmpty()) {
      return Decoded.malformed("credential", "must be a text");
    }
    if (keys.isEmpty()) {
      return Decoded.malformed("keyPrefix", "must look like /skerry/v1/cells/<cell>/");
    }
    if (etcd.isEmpty() || urls(etcd).filter(Identity::allHavePorts).isEmpty()) {
      return Decoded.malformed(
          "etcdEndpoints", "must name at least one URL such as http://host:2379");
    }
    if (controlPlane.filter(found -> !found.isEmpty()).isEmpty()) {
      return Decoded.malformed("controlPlane", "must name at least one http or https URL");
    }
    if (heartbeat.isZero()
        || heartbeat.isNegative()
        || heartbeat.compareTo(LONGEST_HEARTBEAT) > 0) {
      return Decoded.malformed("heartbeatSeconds", "must be 1 to 600");
    }
    return new Decoded.Ok<>(
        new Identity(
            new ResourceName(node), credential, keys.get(), etcd, controlPlane.get(), heartbeat));
  }

  private static Optional<Keys> keys(String prefix) {
    String cell =
        prefix.startsWith(PREFIX_START)
                && prefix.endsWith("/")
                && prefix.length() > PREFIX_START.length()
            ? prefix.substring(PREFIX_START.length(), prefix.length() - 1)
            : "";
    return ResourceName.isValid(cell)
        ? Optional.of(new Keys(new ResourceName(cell)))
        : Optional.empty();
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(item -> texts.add(item.asText("")));
    return texts;
  }

  private static Optional<List<URI>> urls(List<String> texts) {
    List<URI> urls = new ArrayList<>();
    for (String text : texts) {
      Optional<URI> url = url(text);
      if (url.isEmpty()) {
        return Optional.empty();
      }
      urls.add(url.get());
    }
    return Optional.of(urls);
  }

  private static boolean allHavePorts(List<URI> urls) {
    return urls.stream().allMatch(url -> url.getPort() > 0);
  }

  /// An `http` or `https` URL with a host; empty for anything else.
  public static Optional<URI> url(String text) {
    try {
      URI url = new URI(text);
      boolean http = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
      return http && url.getHost() != null ? Optional.of(url) : Optional.empty();
    } catch (URISyntaxException e) {
      return Optional.empty();
    }
  }
}

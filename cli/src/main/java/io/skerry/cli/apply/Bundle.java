package io.skerry.cli.apply;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.skerry.cli.document.Manifest;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.Problem;
import io.skerry.cli.rest.Problem.FieldError;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Documents that are sent together: all are accepted, or none.
///
/// @param manifests the documents, in order
record Bundle(List<Manifest> manifests) {
  private static final Pattern DOCUMENT_INDEX =
      Pattern.compile("^(?:documents)?\\[(\\d{1,6})][. ]?");

  Bundle {
    manifests = List.copyOf(manifests);
  }

  /// Sends all documents in one request and answers what the server says. Complaints about
  /// documents name the file they are in.
  JsonNode send(ApiClient client, String path, Map<String, String> query) {
    try {
      return client.call(new ApiRequest("POST", path, query, "application/json", body()));
    } catch (ApiException.Refused refused) {
      throw new ApiException.Refused(located(refused.problem()));
    }
  }

  private String body() {
    ArrayNode documents = JsonNodeFactory.instance.arrayNode();
    manifests.forEach(manifest -> documents.add(manifest.document()));
    return documents.toString();
  }

  private Problem located(Problem problem) {
    return problem.withErrors(problem.errors().stream().map(this::located).toList());
  }

  private FieldError located(FieldError error) {
    String message = ConsentOption.worded(error.message());
    Matcher matcher = DOCUMENT_INDEX.matcher(error.field());
    if (!matcher.find() || Integer.parseInt(matcher.group(1)) >= manifests.size()) {
      return new FieldError(error.field(), message);
    }
    Manifest manifest = manifests.get(Integer.parseInt(matcher.group(1)));
    return new FieldError(
        manifest.place() + ": " + error.field().substring(matcher.end()), message);
  }
}

package io.skerry.schema.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.PolicyConfig;
import io.skerry.schema.model.PolicyType;
import io.skerry.schema.model.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// The config of each type of policy, when it is declared.
class PolicyConfigTest {

  @ParameterizedTest
  @EnumSource(PolicyType.class)
  void noFieldIsRequired(PolicyType type) {
    JsonNode empty = CanonicalJson.parse(Bytes.utf8("{}")).orThrow();
    assertThat(NodeContent.config(type, empty)).isInstanceOf(Decoded.Ok.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          rateLimit | {requestsPerSecond: -1}               | config.requestsPerSecond | from 0 to 1000000
          rateLimit | {requestPerSecond: 1}                 | config.requestPerSecond  | did you mean requestsPerSecond?
          rateLimit | {burst: 0}                            | config.burst             | from 1 to 1000000
          rateLimit | {per: user}                           | config.per               | service, client, header:NAME
          rateLimit | {requestsPerSecond: null}             | config.requestsPerSecond | but is null
          headers   | {request: {set: {content-length: 1}}} | config.request.set.content-length | a header name
          headers   | {response: {set: {x-skerry-version: 1}}} | config.response.set.x-skerry-version | not x-skerry
          headers   | {response: {set: {x-a: "a\\r\\nb: c"}}} | config.response.set.x-a  | printable ASCII
          headers   | {reponse: {}}                         | config.reponse           | did you mean response?
          access    | {status: 200}                         | config.status            | one of 401, 403, 404
          access    | {allow: "true"}                       | config.allow             | a list
          cache     | {ttl: 0s}                             | config.ttl               | from 1s to 1d
          cache     | {maxBytes: 17000000}                  | config.maxBytes          | from 65536 to 16777216
          redirect  | {to: "javascript:alert(1)"}           | config.to                | an absolute http or https address
          redirect  | {to: "//evil.example"}                | config.to                | an absolute http or https address
          redirect  | {to: "/x", status: 200}               | config.status            | one of 301
          fault     | {abort: {percent: 101}}               | config.abort.percent     | from 0 to 100
          fault     | {delay: {duration: 2m}}               | config.delay.duration    | from 0s to 1m
          """)
  void refusalsSayWhichFieldWhyAndWhatWouldBeRight(
      String type, String config, String field, String message) {
    assertThat(errors("{service: a, type: %s, config: %s}".formatted(type, config)))
        .anySatisfy(
            error -> {
              assertThat(error.field()).isEqualTo("spec." + field);
              assertThat(error.message()).contains(message);
            });
  }

  @Test
  void overridesAreJudgedByWhatTheyMakeOfTheConfig() {
    assertThat(
            errors(
                "{service: a, type: rateLimit, config: {burst: 1}, overrides: ["
                    + "{where: 'true', patch: {burst: 2}}, {where: 'true', patch: {burst: 0}}]}"))
        .extracting(FieldError::field)
        .containsExactly("spec.overrides[1].patch.burst");
  }

  @Test
  void whatIsLeftOutHasDefaults() {
    JsonNode empty = CanonicalJson.parse(Bytes.utf8("{}")).orThrow();
    PolicyConfig limit = NodeContent.config(PolicyType.RATE_LIMIT, empty).orThrow();
    assertThat(limit)
        .isEqualTo(
            new PolicyConfig.RateLimit(
                java.util.Optional.empty(), java.util.Optional.empty(), "service"));
  }

  private static List<FieldError> errors(String spec) {
    Decoded<Resource> result =
        Documents.readOne(
                Bytes.utf8(
                    "{apiVersion: skerry/v1, kind: Policy, metadata: {name: p}, spec: "
                        + spec
                        + "}"),
                Documents.Format.YAML)
            .then(Resources::decode);
    return switch (result) {
      case Decoded.Ok<Resource> _ -> List.of();
      case Decoded.Malformed<Resource>(List<FieldError> errors) -> errors;
    };
  }
}

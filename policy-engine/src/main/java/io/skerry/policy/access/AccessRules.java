package io.skerry.policy.access;

import io.skerry.policy.access.RequestProgram.Answer;
import io.skerry.schema.codec.Decoded;
import io.skerry.schema.model.PolicyConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Who may send requests. An expression that cannot be evaluated counts against the request.
///
/// @param allow one of these must be true, if there are any
/// @param deny none of these may be
/// @param status of a refusal
public record AccessRules(List<RequestProgram> allow, List<RequestProgram> deny, int status) {

  /// Copies the lists.
  public AccessRules {
    allow = List.copyOf(allow);
    deny = List.copyOf(deny);
  }

  /// Compiles the expressions, or says what is wrong with them.
  public static Decoded<AccessRules> of(PolicyConfig.Access config) {
    return programs("allow", config.allow())
        .then(
            allow ->
                programs("deny", config.deny())
                    .then(deny -> new Decoded.Ok<>(new AccessRules(allow, deny, config.status()))));
  }

  /// Whether the request may go on.
  ///
  /// @param request the variables of [RequestLanguage]
  public boolean admits(Map<String, Object> request) {
    for (RequestProgram rule : deny) {
      if (rule.evaluate(request) != Answer.NO) {
        return false;
      }
    }
    for (RequestProgram rule : allow) {
      if (rule.evaluate(request) == Answer.YES) {
        return true;
      }
    }
    return allow.isEmpty();
  }

  private static Decoded<List<RequestProgram>> programs(String field, List<String> sources) {
    List<RequestProgram> programs = new ArrayList<>();
    for (int i = 0; i < sources.size(); i++) {
      switch (RequestLanguage.check(sources.get(i))) {
        case CheckedRequest.Valid(RequestProgram program) -> programs.add(program);
        case CheckedRequest.Invalid(var problems) -> {
          return Decoded.malformed(field + "[" + i + "]", problems.getFirst().toString());
        }
      }
    }
    return new Decoded.Ok<>(programs);
  }
}

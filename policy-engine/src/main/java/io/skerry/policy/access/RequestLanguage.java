package io.skerry.policy.access;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.types.CelType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.skerry.policy.parse.BoundedCompiler;
import io.skerry.policy.parse.BoundedCompiler.Outcome;
import java.util.LinkedHashMap;
import java.util.Map;

/// The language in which operators say who may send requests: CEL with the variables of a request
/// and the same hard limits as expressions over nodes. Immutable; any number of threads may use it.
public final class RequestLanguage {

  /// Header fields by lower-case name; several of one name are joined by `, `.
  public static final String HEADERS = "headers";

  private static final Map<String, CelType> VARIABLES = variables();
  private static final BoundedCompiler COMPILER = new BoundedCompiler(compiler());
  private static final CelRuntime RUNTIME =
      CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(BoundedCompiler.OPTIONS).build();

  private RequestLanguage() {}

  /// Parses, type-checks, bounds and compiles an expression. Any text is an answer, never an
  /// exception.
  public static CheckedRequest check(String source) {
    return switch (COMPILER.check(source)) {
      case Outcome.Invalid(var problems) -> new CheckedRequest.Invalid(problems);
      case Outcome.Valid(CelAbstractSyntaxTree tree, long _) ->
          new CheckedRequest.Valid(new RequestProgram(source, program(tree)));
    };
  }

  private static CelRuntime.Program program(CelAbstractSyntaxTree tree) {
    try {
      return RUNTIME.createProgram(tree);
    } catch (CelEvaluationException impossible) {
      throw new IllegalStateException("a checked expression has a program", impossible);
    }
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BoundedCompiler.OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS);
    VARIABLES.forEach(compiler::addVar);
    return compiler.build();
  }

  private static Map<String, CelType> variables() {
    Map<String, CelType> variables = new LinkedHashMap<>();
    for (String text : new String[] {"method", "host", "path", "query", "client"}) {
      variables.put(text, SimpleType.STRING);
    }
    variables.put(HEADERS, MapType.create(SimpleType.STRING, SimpleType.STRING));
    return variables;
  }
}

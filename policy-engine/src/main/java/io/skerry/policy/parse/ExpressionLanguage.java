package io.skerry.policy.parse;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.parse.BoundedCompiler.Outcome;
import java.util.List;

/// The language in which operators select nodes: CEL with the variables of a node, the function
/// `quantity("8Gi")`, and hard limits ([ExpressionLimits]).
///
/// Immutable; any number of threads may share it. A check takes about a tenth of a millisecond:
/// keep the program, not the source.
public final class ExpressionLanguage {

  private static final ExpressionLanguage OVER_NODES =
      new ExpressionLanguage(compiler(), runtime());

  private final BoundedCompiler compiler;
  private final CelRuntime runtime;

  private ExpressionLanguage(CelCompiler compiler, CelRuntime runtime) {
    this.compiler = new BoundedCompiler(compiler);
    this.runtime = runtime;
  }

  /// The language over nodes.
  public static ExpressionLanguage overNodes() {
    return OVER_NODES;
  }

  /// Parses, type-checks, bounds and compiles an expression. Any text is an answer, never an
  /// exception.
  public CheckedExpression check(String source) {
    return switch (compiler.check(source)) {
      case Outcome.Invalid(List<Problem> problems) -> new CheckedExpression.Invalid(problems);
      case Outcome.Valid(CelAbstractSyntaxTree tree, long cost) ->
          new CheckedExpression.Valid(
              new PlacementProgram(source, new Translation(tree, runtime).condition()), cost);
    };
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(BoundedCompiler.OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(NodeSchema.TYPES)
            .addFunctionDeclarations(QuantityFunctions.declarations());
    NodeSchema.VARIABLES.forEach(compiler::addVar);
    return compiler.build();
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.standardCelRuntimeBuilder()
        .setOptions(BoundedCompiler.OPTIONS)
        .addFunctionBindings(QuantityFunctions.bindings())
        .build();
  }
}

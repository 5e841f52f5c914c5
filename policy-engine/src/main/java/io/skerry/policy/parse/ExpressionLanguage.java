package io.skerry.policy.parse;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.parse.Diagnosis.Phase;
import java.util.List;
import java.util.Optional;

/// The language in which operators select nodes: CEL with the variables of a node, the function
/// `quantity("8Gi")`, and hard limits ([ExpressionLimits]).
///
/// Immutable; any number of threads may share it. A check takes about a tenth of a millisecond:
/// keep the program, not the source.
public final class ExpressionLanguage {

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(ExpressionLimits.MAX_CODE_POINTS)
          .maxParseRecursionDepth(ExpressionLimits.MAX_DEPTH)
          .comprehensionMaxIterations(ExpressionLimits.MAX_ITERATIONS)
          .maxRegexProgramSize(ExpressionLimits.MAX_REGEX_PROGRAM)
          .build();

  private static final ExpressionLanguage OVER_NODES =
      new ExpressionLanguage(compiler(), runtime());

  private final CelCompiler compiler;
  private final CelRuntime runtime;

  private ExpressionLanguage(CelCompiler compiler, CelRuntime runtime) {
    this.compiler = compiler;
    this.runtime = runtime;
  }

  /// The language over nodes.
  public static ExpressionLanguage overNodes() {
    return OVER_NODES;
  }

  /// Parses, type-checks, bounds and compiles an expression. Any text is an answer, never an
  /// exception.
  public CheckedExpression check(String source) {
    CelValidationResult parsed = compiler.parse(source);
    if (parsed.hasError()) {
      return new CheckedExpression.Invalid(Diagnosis.of(parsed.getErrors(), Phase.PARSE));
    }
    Optional<Problem> depth = Bounds.depthProblem(tree(parsed));
    if (depth.isPresent()) {
      return new CheckedExpression.Invalid(List.of(depth.get()));
    }
    CelValidationResult checked = compiler.check(tree(parsed));
    return checked.hasError()
        ? new CheckedExpression.Invalid(Diagnosis.of(checked.getErrors(), Phase.CHECK))
        : bound(source, tree(checked));
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("a result without errors has a tree", impossible);
    }
  }

  private static CelCompiler compiler() {
    CelCompilerBuilder compiler =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
            .setTypeProvider(NodeSchema.TYPES)
            .addFunctionDeclarations(QuantityFunctions.declarations());
    NodeSchema.VARIABLES.forEach(compiler::addVar);
    return compiler.build();
  }

  private static CelRuntime runtime() {
    return CelRuntimeFactory.standardCelRuntimeBuilder()
        .setOptions(OPTIONS)
        .addFunctionBindings(QuantityFunctions.bindings())
        .build();
  }

  private CheckedExpression bound(String source, CelAbstractSyntaxTree tree) {
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      return new CheckedExpression.Invalid(List.of(wrongResult(tree)));
    }
    Bounds bounds = Bounds.of(tree);
    return bounds.problems().isEmpty()
        ? new CheckedExpression.Valid(
            new PlacementProgram(source, new Translation(tree, runtime).condition()), bounds.cost())
        : new CheckedExpression.Invalid(bounds.problems());
  }

  private static Problem wrongResult(CelAbstractSyntaxTree tree) {
    return Positions.of(tree)
        .problem(
            tree.getExpr(),
            "the expression is of type " + CelTypes.format(tree.getResultType()),
            "it must be true or false: compare it with something");
  }
}

package io.skerry.policy.parse;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.common.types.CelTypes;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import io.skerry.policy.parse.Diagnosis.Phase;
import java.util.List;
import java.util.Optional;

/// Compiles conditions in one dialect of CEL under hard limits ([ExpressionLimits]). Immutable; any
/// number of threads may share one.
///
/// @param compiler with the dialect's variables and functions, and [#OPTIONS]
public record BoundedCompiler(CelCompiler compiler) {

  /// What compilers and runtimes of all dialects are bound by.
  public static final CelOptions OPTIONS =
      CelOptions.current()
          .maxExpressionCodePointSize(ExpressionLimits.MAX_CODE_POINTS)
          .maxParseRecursionDepth(ExpressionLimits.MAX_DEPTH)
          .comprehensionMaxIterations(ExpressionLimits.MAX_ITERATIONS)
          .maxRegexProgramSize(ExpressionLimits.MAX_REGEX_PROGRAM)
          .build();

  /// What came of it.
  public sealed interface Outcome {

    /// @param tree type-checked, of type bool
    /// @param cost the most steps that one evaluation takes, by static estimate
    record Valid(CelAbstractSyntaxTree tree, long cost) implements Outcome {}

    /// @param problems everything found, at least one, in the order of the source
    record Invalid(List<Problem> problems) implements Outcome {
      /// Copies the list.
      public Invalid {
        problems = List.copyOf(problems);
      }
    }
  }

  /// Parses, type-checks and bounds a condition. Any text is an answer, never an exception.
  public Outcome check(String source) {
    CelValidationResult parsed = compiler.parse(source);
    if (parsed.hasError()) {
      return new Outcome.Invalid(Diagnosis.of(parsed.getErrors(), Phase.PARSE));
    }
    Optional<Problem> depth = Bounds.depthProblem(tree(parsed));
    if (depth.isPresent()) {
      return new Outcome.Invalid(List.of(depth.get()));
    }
    CelValidationResult checked = compiler.check(tree(parsed));
    return checked.hasError()
        ? new Outcome.Invalid(Diagnosis.of(checked.getErrors(), Phase.CHECK))
        : bound(tree(checked));
  }

  private static CelAbstractSyntaxTree tree(CelValidationResult result) {
    try {
      return result.getAst();
    } catch (CelValidationException impossible) {
      throw new IllegalStateException("a result without errors has a tree", impossible);
    }
  }

  private static Outcome bound(CelAbstractSyntaxTree tree) {
    if (!tree.getResultType().equals(SimpleType.BOOL)) {
      return new Outcome.Invalid(List.of(wrongResult(tree)));
    }
    Bounds bounds = Bounds.of(tree);
    return bounds.problems().isEmpty()
        ? new Outcome.Valid(tree, bounds.cost())
        : new Outcome.Invalid(bounds.problems());
  }

  private static Problem wrongResult(CelAbstractSyntaxTree tree) {
    return Positions.of(tree)
        .problem(
            tree.getExpr(),
            "the expression is of type " + CelTypes.format(tree.getResultType()),
            "it must be true or false: compare it with something");
  }
}

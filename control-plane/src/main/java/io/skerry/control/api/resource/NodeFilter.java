package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Declared;
import io.skerry.control.fleet.FleetImage;
import io.skerry.policy.eval.NodeView;
import io.skerry.policy.eval.PlacementProgram;
import io.skerry.policy.parse.CheckedExpression;
import io.skerry.policy.parse.ExpressionLanguage;
import io.skerry.schema.model.FieldError;
import io.skerry.schema.model.Node;

/// A CEL condition over nodes, as in a placement.
///
/// @param program checked for type and cost
record NodeFilter(PlacementProgram program) {

  static Outcome<NodeFilter> parse(String source) {
    return switch (ExpressionLanguage.overNodes().check(source)) {
      case CheckedExpression.Valid(PlacementProgram program, _) ->
          Outcome.done(new NodeFilter(program));
      case CheckedExpression.Invalid(var problems) ->
          Outcome.refused(
              Problem.of(
                  ProblemCode.INVALID,
                  problems.stream()
                      .map(problem -> new FieldError("filter", problem.toString()))
                      .toList()));
    };
  }

  /// Whether the node matches; a node whose cell is not declared never does.
  boolean matches(Node node, FleetImage image) {
    Declared declared = new Declared(image);
    return declared
        .cell(node.spec().cell())
        .map(cell -> NodeView.of(node, cell, declared.observed(node.metadata().name())))
        .filter(program::matches)
        .isPresent();
  }
}

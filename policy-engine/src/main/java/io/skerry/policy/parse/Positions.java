package io.skerry.policy.parse;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelSource;
import dev.cel.common.CelSourceLocation;
import dev.cel.common.ast.CelExpr;

/// Where the parts of an expression stand in its source.
record Positions(CelSource source) {

  static Positions of(CelAbstractSyntaxTree tree) {
    return new Positions(tree.getSource());
  }

  Problem problem(CelExpr at, String what, String remedy) {
    Integer offset = source.getPositionsMap().get(at.id());
    CelSourceLocation location =
        offset == null
            ? CelSourceLocation.of(1, 0)
            : source.getOffsetLocation(offset).orElse(CelSourceLocation.of(1, 0));
    return new Problem(location.getLine(), location.getColumn() + 1, what, remedy);
  }
}

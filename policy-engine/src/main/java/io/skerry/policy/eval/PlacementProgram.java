package io.skerry.policy.eval;

import io.skerry.schema.model.Cell;

/// A compiled expression over a node. Immutable and free of side effects: any number of threads may
/// share one. Evaluation is deterministic and never fails.
public final class PlacementProgram {

  private final String source;
  private final Condition condition;

  /// @param source what the operator wrote
  /// @param condition its meaning
  public PlacementProgram(String source, Condition condition) {
    this.source = source;
    this.condition = condition;
  }

  /// Whether the expression is true of the node.
  public boolean matches(NodeView node) {
    return Evaluation.of(condition, node) == Truth.TRUE;
  }

  /// What the cell alone decides, so that a whole cell can be taken or left without looking at its
  /// nodes.
  public Verdict judge(Cell cell) {
    return switch (Evaluation.of(condition, NodeView.anyOf(cell))) {
      case TRUE -> Verdict.EVERY_NODE;
      case FALSE -> Verdict.NO_NODE;
      case UNKNOWN -> Verdict.DEPENDS;
    };
  }

  /// The expression as written.
  public String source() {
    return source;
  }

  /// The expression's meaning.
  public Condition condition() {
    return condition;
  }

  @Override
  public String toString() {
    return source;
  }

  /// What is known about the nodes of a cell.
  public enum Verdict {
    EVERY_NODE,
    NO_NODE,
    DEPENDS
  }
}

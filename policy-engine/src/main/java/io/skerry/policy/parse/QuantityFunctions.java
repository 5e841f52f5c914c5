package io.skerry.policy.parse;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.Operator;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import io.skerry.policy.eval.Amount;
import io.skerry.schema.codec.Quantities;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The function `quantity("8Gi")` and the comparisons of quantities. Equality is CEL's own.
final class QuantityFunctions {

  /// The name of the function.
  static final String NAME = "quantity";

  private static final List<Operator> COMPARISONS =
      List.of(Operator.LESS, Operator.LESS_EQUALS, Operator.GREATER, Operator.GREATER_EQUALS);

  private QuantityFunctions() {}

  /// The exact amount, or empty when the text is not a quantity.
  static Optional<Amount> parse(String text) {
    return Quantities.parse(text).map(Amount::of);
  }

  static List<CelFunctionDecl> declarations() {
    List<CelFunctionDecl> declarations = new ArrayList<>();
    declarations.add(
        CelFunctionDecl.newFunctionDeclaration(
            NAME,
            CelOverloadDecl.newGlobalOverload(
                "quantity_string", NodeSchema.QUANTITY, SimpleType.STRING)));
    for (Operator operator : COMPARISONS) {
      declarations.add(
          CelFunctionDecl.newFunctionDeclaration(
              operator.getFunction(),
              CelOverloadDecl.newGlobalOverload(
                  overload(operator), SimpleType.BOOL, NodeSchema.QUANTITY, NodeSchema.QUANTITY)));
    }
    return declarations;
  }

  static List<CelFunctionBinding> bindings() {
    List<CelFunctionBinding> bindings = new ArrayList<>();
    bindings.add(
        CelFunctionBinding.from(
            "quantity_string",
            String.class,
            text -> parse(text).orElseThrow(() -> new IllegalArgumentException("no quantity"))));
    bindings.add(comparison(Operator.LESS, (left, right) -> left.compareTo(right) < 0));
    bindings.add(comparison(Operator.LESS_EQUALS, (left, right) -> left.compareTo(right) <= 0));
    bindings.add(comparison(Operator.GREATER, (left, right) -> left.compareTo(right) > 0));
    bindings.add(comparison(Operator.GREATER_EQUALS, (left, right) -> left.compareTo(right) >= 0));
    return bindings;
  }

  private static CelFunctionBinding comparison(
      Operator operator, CelFunctionOverload.Binary<Amount, Amount> definition) {
    return CelFunctionBinding.from(overload(operator), Amount.class, Amount.class, definition);
  }

  private static String overload(Operator operator) {
    return operator.name().toLowerCase(Locale.ROOT) + "_quantity";
  }
}

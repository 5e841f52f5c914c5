package io.skerry.agent.apply;

import io.skerry.schema.model.FieldError;
import java.util.List;
import java.util.stream.Collectors;

/// Field errors as one line for people.
final class Texts {

  private static final int MOST = 3;

  private Texts() {}

  static String of(List<FieldError> errors) {
    String shown =
        errors.stream()
            .limit(MOST)
            .map(e -> e.field().isEmpty() ? "it " + e.message() : e.field() + " " + e.message())
            .collect(Collectors.joining("; "));
    return errors.size() > MOST ? shown + "; and " + (errors.size() - MOST) + " more" : shown;
  }
}

package io.skerry.control.api.resource;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.control.api.problem.Outcome;
import io.skerry.schema.model.Revision;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Continue tokens come back whole or not at all.
final class ContinueTokenTest {

  private static final List<String> QUERY = List.of("policies", "default", "", "");
  private static final ContinueToken TOKEN = new ContinueToken(new Revision(42), "/a/b");

  @Test
  void tokenComesBackForTheSameQuery() {
    assertThat(ContinueToken.decode(TOKEN.encode(QUERY), QUERY)).isEqualTo(Outcome.done(TOKEN));
  }

  @Test
  void tokenOfAnotherQueryIsRefused() {
    assertThat(ContinueToken.decode(TOKEN.encode(QUERY), List.of("policies", "other", "", "")))
        .isInstanceOf(Outcome.Refused.class);
  }

  @Test
  void everyMangledTokenIsRefused() {
    String text = TOKEN.encode(QUERY);
    for (int i = 0; i < text.length() - 1; i++) {
      char other = text.charAt(i) == 'A' ? 'B' : 'A';
      String mangled = text.substring(0, i) + other + text.substring(i + 1);
      assertThat(ContinueToken.decode(mangled, QUERY))
          .as(mangled)
          .isInstanceOf(Outcome.Refused.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "%%%", "AAAA", "MTIzNDU2Nzg5MDEyMzQ1NjoxOi9h"})
  void nonsenseIsRefused(String text) {
    assertThat(ContinueToken.decode(text, QUERY)).isInstanceOf(Outcome.Refused.class);
  }
}

package io.skerry.agent.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SubjectTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          cookie:uid    | a=1; uid=7; b=2   |               | 7
          cookie:uid    | uid=7             |               | 7
          cookie:uid    | xuid=8;uid=7      |               | 7
          cookie:uid    | uid=; b=2         |               |
          cookie:uid    | uidx=1            |               |
          query:u       |                   | a=1&u=x%20y   | x%20y
          query:u       |                   | u             |
          query:u       |                   | uu=1          |
          client        |                   |               | 192.0.2.1
          """)
  void valuesAreTakenAsTheyAre(String subject, String cookies, String query, String expected) {
    Facts request =
        new Facts(
            "",
            "/",
            query == null ? "" : query,
            cookies == null ? Map.of() : Map.of("cookie", cookies),
            "192.0.2.1");
    assertThat(Subject.parse(subject).of(request).orElse(null)).isEqualTo(expected);
  }

  @Test
  void otherSubjectsAreNoSubjects() {
    assertThatThrownBy(() -> Subject.parse("body:x")).isInstanceOf(IllegalArgumentException.class);
  }
}

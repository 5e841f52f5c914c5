package io.skerry.schema.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The published syntax is the judge.
class NamesTest {

  private static final String LETTERS = "abz09-AZ_. \u0661\uff41";

  @Test
  void namesAreWhatTheirSyntaxSays() {
    Random random = new Random(63);
    for (int round = 0; round < 50_000; round++) {
      String text = text(random, random.nextInt(random.nextBoolean() ? 5 : 66), 6);
      assertThat(ResourceName.isValid(text)).as(text).isEqualTo(text.matches(ResourceName.SYNTAX));
    }
  }

  @Test
  void digestsAreSixtyFourLowerCaseHexDigits() {
    Random random = new Random(64);
    for (int round = 0; round < 50_000; round++) {
      StringBuilder text = new StringBuilder("0af9".repeat(16));
      for (int change = random.nextInt(3); change > 0; change--) {
        text.setCharAt(random.nextInt(text.length()), any(random, LETTERS.length()));
      }
      text.setLength(64 - random.nextInt(2));
      assertThat(Digest.isValid(text.toString()))
          .as(text.toString())
          .isEqualTo(text.toString().matches("[0-9a-f]{64}"));
    }
  }

  @Test
  void namesAreEqualByWhatTheySayAndWhatTheyAre() {
    assertThat(new ResourceName("a")).isEqualTo(new ResourceName("a")).hasSameHashCodeAs("a");
    assertThat(new ResourceName("a"))
        .isNotEqualTo(new ResourceName("b"))
        .isNotEqualTo(new TenantName("a"));
    assertThat(new TenantName("a"))
        .isEqualTo(new TenantName("a"))
        .hasSameHashCodeAs(new TenantName("a"))
        .isNotEqualTo(TenantName.NONE);
    Digest digest = Bytes.utf8("a").digest();
    assertThat(digest)
        .isEqualTo(new Digest(digest.hex()))
        .hasSameHashCodeAs(new Digest(digest.hex()))
        .isNotEqualTo(Bytes.utf8("b").digest());
  }

  private static String text(Random random, int length, int mostly) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < length; i++) {
      text.append(any(random, random.nextInt(40) == 0 ? LETTERS.length() : mostly));
    }
    return text.toString();
  }

  private static char any(Random random, int among) {
    return LETTERS.charAt(random.nextInt(among));
  }
}

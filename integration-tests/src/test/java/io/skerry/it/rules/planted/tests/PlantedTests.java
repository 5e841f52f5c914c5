package io.skerry.it.rules.planted.tests;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;

/// Tests nobody should write; nested, so that no test run picks them up.
public final class PlantedTests {

  static final class Sleepy {
    void naps() throws InterruptedException {
      Thread.sleep(1);
    }
  }

  static final class BadlyNamed {
    @Test
    void testSomething() {
      assertThat(true).isTrue();
    }
  }

  static final class SwitchedOff {
    @Test
    @Disabled
    void says() {
      assertThat(true).isTrue();
    }
  }

  static final class AssertsNothing {
    @Test
    void merelyRuns() {
      Math.addExact(1, 1);
    }
  }
}

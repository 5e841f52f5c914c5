package io.skerry.it.rules.planted.agent;

import dev.cel.common.CelSource;
import io.etcd.jetcd.Client;
import io.skerry.it.rules.planted.control.api.PlantedApi;
import io.skerry.it.rules.planted.schema.model.Ref;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Logger;

final class PlantedAgent {
  record Dials(Client etcd) {}

  record Listens(Vertx vertx) {}

  record Compiles(CelSource source) {}

  record KnowsControl(PlantedApi api) {}

  record JulLogs(Logger log) {}

  static final class Injected {
    @Inject long value;
  }

  static final class MakesRefs {
    Ref forge() {
      return new Ref("n1");
    }
  }

  static final class TakesOptional {
    public boolean isGiven(Optional<String> value) {
      return value.isPresent();
    }
  }

  static final class Throws {
    void fail() {
      throw new RuntimeException("anything");
    }
  }

  static final class Prints {
    void say() {
      System.out.println("anything");
    }
  }
}

package io.skerry.control.api.health;

import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Set;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Warns at start when callers that nobody authenticates can reach the API from other machines.
@ApplicationScoped
public class BindWarning {

  private static final Logger LOG = LoggerFactory.getLogger(BindWarning.class);
  private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "::1", "[::1]", "localhost");

  void warn(@Observes StartupEvent event, @ConfigProperty(name = "quarkus.http.host") String host) {
    if (!LOOPBACK.contains(host)) {
      LOG.warn(
          "The API listens on {} and does not authenticate operators: everyone who can reach it"
              + " controls the fleet. Bind it to 127.0.0.1, or put an authenticating proxy in"
              + " front.",
          host);
    }
  }
}

package io.skerry.control.api.edge;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.fleet.Versioned;
import io.skerry.control.runtime.FleetView;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.StateStore;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Tells which node is calling, from `Authorization: Bearer {node}.{credential}`. The view answers
/// almost always; the store is asked when the view does not know the credential yet. Callers that
/// keep failing are slowed down by address.
@ApplicationScoped
public class NodeLogin {

  /// How often an address may fail.
  static final TokenBucket.Rate FAILURES = new TokenBucket.Rate(5, 1);

  private static final Pattern BEARER =
      Pattern.compile("(?i:bearer) +([a-z0-9-]{1,63})\\.([0-9a-f]{16,128})");
  private static final int REMEMBERED_ADDRESSES = 10_000;

  private final FleetView view;
  private final StateStore store;
  private final Keys keys;
  private final InstantSource clock;
  private final RateLimit failures = new RateLimit(FAILURES, REMEMBERED_ADDRESSES);

  @Inject
  NodeLogin(FleetView view, StateStore store, Keys keys, InstantSource clock) {
    this.view = view;
    this.store = store;
    this.keys = keys;
    this.clock = clock;
  }

  /// The calling node. Blocks: for virtual threads.
  Outcome<ResourceName> identify(String authorization, String address) {
    Matcher bearer = BEARER.matcher(authorization);
    if (!bearer.matches() || !ResourceName.isValid(bearer.group(1))) {
      return refused();
    }
    ResourceName node = new ResourceName(bearer.group(1));
    String secret = bearer.group(2);
    if (known(node).filter(credential -> matches(secret, credential)).isPresent()) {
      return Outcome.done(node);
    }
    return failures.allows(address, clock.instant())
        ? askStore(node, secret, address)
        : Outcome.refused(slowDown());
  }

  private Outcome<ResourceName> askStore(ResourceName node, String secret, String address) {
    Optional<NodeCredential> stored =
        store.get(keys.credential(node)).map(there -> there.decode().orThrow());
    if (stored.filter(credential -> matches(secret, credential)).isPresent()) {
      return Outcome.done(node);
    }
    boolean _ = failures.tryAcquire(address, clock.instant());
    return refused();
  }

  private Optional<NodeCredential> known(ResourceName node) {
    return view.image().credentials().get(node).map(Versioned::value);
  }

  private static boolean matches(String secret, NodeCredential credential) {
    return Secrets.matches(secret, credential.secret());
  }

  private static <T> Outcome<T> refused() {
    return Outcome.refused(
        Problem.of(
            ProblemCode.UNAUTHENTICATED,
            "the node's credential is missing or no longer valid: enrol again with a new join token"));
  }

  /// The answer to callers that failed too often.
  static Problem slowDown() {
    return Problem.of(
            ProblemCode.TOO_MANY_REQUESTS, "too many failed attempts from this address: wait")
        .retryAfter(1);
  }
}

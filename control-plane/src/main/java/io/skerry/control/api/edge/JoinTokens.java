package io.skerry.control.api.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.request.RequestOrigin;
import io.skerry.control.api.write.Commits;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Gives out permissions to enrol: one node, one use, ten minutes. The store forgets an unused one
/// by itself. Blocks: for virtual threads.
@ApplicationScoped
public class JoinTokens {

  /// How long a token can be used.
  public static final Duration LIFETIME = Duration.ofMinutes(10);

  private static final Logger LOG = LoggerFactory.getLogger(JoinTokens.class);

  private final StateStore store;
  private final Keys keys;
  private final Commits commits;
  private final Secrets secrets;
  private final InstantSource clock;

  @Inject
  JoinTokens(StateStore store, Keys keys, Commits commits, Secrets secrets, InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.commits = commits;
    this.secrets = secrets;
    this.clock = clock;
  }

  /// Makes a token for a declared node.
  Outcome<ObjectNode> issue(ResourceName node, RequestOrigin origin) {
    ResourceId id = ResourceId.cluster(Kind.NODE, node);
    Optional<Stored<Resource>> declared = store.get(keys.resource(id));
    return declared
        .map(there -> issue(node, there, origin))
        .orElseGet(() -> Outcome.refused(Problem.notFound(id.toString())));
  }

  private Outcome<ObjectNode> issue(
      ResourceName node, Stored<Resource> declared, RequestOrigin origin) {
    String secret = secrets.secret();
    Instant expiresAt = clock.instant().plus(LIFETIME).truncatedTo(ChronoUnit.SECONDS);
    JoinToken token = new JoinToken(secrets.id(), Secrets.digest(secret), node, expiresAt);
    Txn txn =
        Txn.builder()
            .requireUnchanged(declared.key(), declared.modified())
            .requireAbsent(keys.joinToken(new ResourceName(token.id())))
            .putLeased(
                keys.joinToken(new ResourceName(token.id())), token, store.grantLease(LIFETIME))
            .build();
    return switch (commits.commit(txn)) {
      case CommitOutcome.Committed _ -> {
        LOG.info("Join token {} for {} issued to {}", token.id(), node, origin.actor());
        yield Outcome.done(answer(token, secret));
      }
      case CommitOutcome.Conflict _ ->
          Outcome.refused(
              Problem.of(ProblemCode.CONFLICT, "the node changed in the meantime: try again"));
      case CommitOutcome.Fenced _, CommitOutcome.Unknown _ ->
          Outcome.refused(
              Problem.of(ProblemCode.STORE_UNAVAILABLE, "no token was given out: try again")
                  .retryAfter(1));
    };
  }

  private static ObjectNode answer(JoinToken token, String secret) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("token", token.id() + "." + secret)
        .put("node", token.node().value())
        .put("expiresAt", token.expiresAt().toString());
  }
}

package io.skerry.control.api.edge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.control.api.write.Commits;
import io.skerry.schema.key.Keys;
import io.skerry.schema.model.Cell;
import io.skerry.schema.model.JoinToken;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.Node;
import io.skerry.schema.model.NodeCredential;
import io.skerry.schema.model.Resource;
import io.skerry.schema.model.ResourceId;
import io.skerry.schema.model.ResourceName;
import io.skerry.schema.store.CommitOutcome;
import io.skerry.schema.store.StateStore;
import io.skerry.schema.store.Stored;
import io.skerry.schema.store.Txn;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Turns a join token into a node's credential. The token disappears in the transaction that stores
/// the credential, so that of two who use it at once one is refused. Blocks: for virtual threads.
@ApplicationScoped
public class Enrolment {

  private static final Logger LOG = LoggerFactory.getLogger(Enrolment.class);
  private static final int REMEMBERED_ADDRESSES = 10_000;

  private final StateStore store;
  private final Keys keys;
  private final Commits commits;
  private final Secrets secrets;
  private final Invitation invitation;
  private final InstantSource clock;
  private final RateLimit failures = new RateLimit(NodeLogin.FAILURES, REMEMBERED_ADDRESSES);

  @Inject
  Enrolment(
      StateStore store,
      Keys keys,
      Commits commits,
      Secrets secrets,
      Invitation invitation,
      InstantSource clock) {
    this.store = store;
    this.keys = keys;
    this.commits = commits;
    this.secrets = secrets;
    this.invitation = invitation;
    this.clock = clock;
  }

  /// Gives the node a new credential, which replaces any earlier one.
  Outcome<ObjectNode> enrol(EnrolRequest request, String address) {
    if (!failures.allows(address, clock.instant())) {
      return Outcome.refused(NodeLogin.slowDown());
    }
    Optional<Stored<JoinToken>> token =
        store.get(keys.joinToken(request.tokenId())).filter(there -> opens(there, request));
    if (token.isEmpty()) {
      boolean _ = failures.tryAcquire(address, clock.instant());
      return refused();
    }
    return home(request.node()).then(home -> admit(request, token.get(), home));
  }

  private boolean opens(Stored<JoinToken> stored, EnrolRequest request) {
    JoinToken token = stored.decode().orThrow();
    boolean secretMatches = Secrets.matches(request.tokenSecret(), token.secret());
    return secretMatches
        && token.node().equals(request.node())
        && clock.instant().isBefore(token.expiresAt());
  }

  private Outcome<Home> home(ResourceName name) {
    Optional<Stored<Resource>> node = store.get(keys.resource(ResourceId.cluster(Kind.NODE, name)));
    if (node.isEmpty() || !(node.get().decode().orThrow() instanceof Node declared)) {
      return refused();
    }
    ResourceId cellId = ResourceId.cluster(Kind.CELL, declared.spec().cell());
    return store
        .get(keys.resource(cellId))
        .flatMap(
            there ->
                there.decode().orThrow() instanceof Cell cell
                    ? Optional.of(cell)
                    : Optional.empty())
        .map(cell -> Outcome.done(new Home(node.get(), declared, cell)))
        .orElseGet(() -> Outcome.refused(Problem.notFound(cellId.toString())));
  }

  private Outcome<ObjectNode> admit(EnrolRequest request, Stored<JoinToken> token, Home home) {
    String secret = secrets.secret();
    NodeCredential credential =
        new NodeCredential(
            request.node(), Secrets.digest(secret), clock.instant().truncatedTo(ChronoUnit.MILLIS));
    Txn txn =
        Txn.builder()
            .requireUnchanged(token.key(), token.modified())
            .requireUnchanged(home.stored().key(), home.stored().modified())
            .delete(token.key())
            .put(keys.credential(request.node()), credential)
            .build();
    return switch (commits.commit(txn)) {
      case CommitOutcome.Committed _ -> {
        LOG.info("Node {} enrolled, agent {}", request.node(), request.agentVersion());
        yield Outcome.done(answer(home, secret));
      }
      case CommitOutcome.Conflict _ -> refused();
      case CommitOutcome.Fenced _, CommitOutcome.Unknown _ ->
          Outcome.refused(
              Problem.of(
                  ProblemCode.OUTCOME_UNKNOWN,
                  "the token may have been used up; if it is refused now, get a new one"));
    };
  }

  private ObjectNode answer(Home home, String secret) {
    ObjectNode answer =
        JsonNodeFactory.instance
            .objectNode()
            .put("node", home.node().metadata().name().value())
            .put("credential", secret)
            .put("keyPrefix", keys.prefix());
    invitation.etcdEndpoints().forEach(answer.putArray("etcdEndpoints")::add);
    invitation.controlPlane().forEach(answer.putArray("controlPlane")::add);
    return answer
        .put("heartbeatSeconds", invitation.heartbeat().toSeconds())
        .put("cell", home.cell().metadata().name().value())
        .put("cloud", home.cell().spec().cloud().name().toLowerCase(Locale.ROOT))
        .put("region", home.cell().spec().region().value())
        .put("zone", home.node().spec().zone());
  }

  private static <T> Outcome<T> refused() {
    return Outcome.refused(
        Problem.of(
            ProblemCode.UNAUTHENTICATED,
            "the join token is wrong, used, expired or for another node: get a new one"));
  }

  /// Where a node lives.
  private record Home(Stored<Resource> stored, Node node, Cell cell) {}
}

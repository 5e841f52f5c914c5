package io.skerry.cli.rollout;

import io.skerry.cli.kind.KindName;
import io.skerry.cli.rest.ApiClient;
import io.skerry.cli.rest.ApiException;
import io.skerry.cli.rest.ApiRequest;
import io.skerry.cli.rest.EventStream;
import io.skerry.cli.rest.EventStream.Arrival;
import io.skerry.cli.rest.Patience;
import io.skerry.cli.rollout.view.RolloutView;
import io.skerry.cli.runtime.Farewell;
import io.skerry.cli.shell.ExitCode;
import io.skerry.cli.shell.Shell;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// Shows rollouts until each has ended or needs an operator. The event stream only says that
/// something changed: what is shown is read anew, at most four times a second and at least once
/// every second, so that a large fleet in motion costs no more to follow than a small one.
public final class Following {
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration GATHERING = Duration.ofMillis(250);
  private static final int GONE = 410;

  private final Shell shell;
  private final ApiClient client;
  private final RolloutFinder finder;
  private final Instant deadline;
  private final Patience patience = new Patience();
  private List<RolloutView> last = List.of();

  /// Follows for at most this long.
  public Following(Shell shell, ApiClient client, Duration timeout) {
    this.shell = shell;
    this.client = client;
    this.finder = new RolloutFinder(client);
    this.deadline = shell.clock().instant().plus(timeout);
  }

  /// Returns [ExitCode#DONE] when all succeeded, else [ExitCode#FAILED] having said why and what
  /// can be done.
  public ExitCode until(List<RolloutRef> rollouts) throws InterruptedException {
    try (Display display = Display.on(shell);
        Farewell _ = Farewell.with(() -> leave(display))) {
      follow(rollouts, display);
    }
    return new Verdict(shell.terminal()).on(last);
  }

  private void follow(List<RolloutRef> rollouts, Display display) throws InterruptedException {
    while (true) {
      try {
        if (followOnce(rollouts, display)) {
          return;
        }
      } catch (ApiException.Refused refused) {
        if (refused.problem().status() != GONE) {
          throw refused;
        }
      } catch (ApiException.Unreachable gone) {
        patience.spend(gone);
        display.trouble(gone.getMessage() + "; trying again");
      }
      shell.pause().during(patience.pause());
    }
  }

  /// Whether there is nothing more to follow.
  private boolean followOnce(List<RolloutRef> rollouts, Display display)
      throws InterruptedException {
    // The revision comes first: what happens after it is either read below or announced.
    String since = revision();
    if (refresh(rollouts, display)) {
      return true;
    }
    ApiRequest watch =
        ApiRequest.get("/api/v1/watch").with("kinds", "rollouts,nodes").with("since", since);
    try (EventStream stream = client.events(watch, since)) {
      while (!(gather(stream) instanceof Arrival.Ended)) {
        patience.restore();
        if (refresh(rollouts, display)) {
          return true;
        }
      }
    }
    return false;
  }

  private boolean refresh(List<RolloutRef> rollouts, Display display) {
    last = rollouts.stream().map(ref -> finder.read(ref.tenant(), ref.name())).toList();
    display.show(last);
    return last.stream().allMatch(Verdict::isOver) || shell.clock().instant().isAfter(deadline);
  }

  /// Waits for an event, and a little for those that come with it.
  private Arrival gather(EventStream stream) throws InterruptedException {
    Arrival arrival = stream.next(LONGEST_PAUSE);
    Instant enough = shell.clock().instant().plus(GATHERING);
    while (arrival instanceof Arrival.Event && shell.clock().instant().isBefore(enough)) {
      arrival = stream.next(GATHERING);
    }
    return arrival;
  }

  private String revision() {
    return client
        .call(ApiRequest.get(KindName.ROLLOUT.allPath()).with("limit", "1"))
        .at("/metadata/resourceVersion")
        .asText("");
  }

  private void leave(Display display) {
    display.close();
    last.stream()
        .filter(rollout -> !Verdict.isOver(rollout))
        .forEach(
            rollout ->
                shell
                    .terminal()
                    .note("it goes on without you; skerry rollout watch " + rollout.name()));
  }
}

package io.skerry.policy.stats;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/// Many independent streams of batches; every rule sees the same streams and looks after each
/// batch.
///
/// @param <B> what a side reports in one batch
/// @param looks batches per stream
/// @param traffic of each batch, from 0
public record Trial<B>(int looks, IntFunction<? extends Traffic<B>> traffic) {

  /// What one batch is drawn from.
  ///
  /// @param <B> what a side reports in one batch
  public interface Traffic<B> {
    /// One batch of the canary.
    B canary(RandomGenerator random);

    /// One batch of the baseline.
    B baseline(RandomGenerator random);

    /// The canary's requests in it.
    long requests();
  }

  /// When a rule stopped each stream.
  ///
  /// @param requests of the canary until then, ascending, without streams that it never stopped
  /// @param streams all
  public record Stops(List<Long> requests, int streams) {

    /// The part of the streams that was stopped at all.
    public double share() {
      return (double) requests.size() / streams;
    }

    /// After how many requests of the canary this part of all streams was stopped; -1 if never.
    public long quantile(double quantile) {
      int rank = (int) Math.ceil(quantile * streams) - 1;
      return rank < requests.size() ? requests.get(rank) : -1;
    }
  }

  /// Runs all streams, on all cores.
  ///
  /// @param seed the only source of randomness: the same seed gives the same result
  /// @return one result per rule
  public List<Stops> run(long seed, int streams, List<Supplier<Rule<B>>> rules) {
    SplittableRandom seeds = new SplittableRandom(seed);
    List<SplittableRandom> randoms =
        IntStream.range(0, streams).mapToObj(stream -> seeds.split()).toList();
    List<long[]> stops = randoms.parallelStream().map(random -> stream(random, rules)).toList();
    return IntStream.range(0, rules.size())
        .mapToObj(rule -> stops(stops.stream().mapToLong(each -> each[rule]).toArray()))
        .toList();
  }

  private static Stops stops(long[] requests) {
    return new Stops(
        Arrays.stream(requests).filter(each -> each >= 0).sorted().boxed().toList(),
        requests.length);
  }

  private long[] stream(SplittableRandom random, List<Supplier<Rule<B>>> rules) {
    List<Rule<B>> fresh = new ArrayList<>(rules.stream().map(Supplier::get).toList());
    long[] stopped = new long[fresh.size()];
    Arrays.fill(stopped, -1);
    long requests = 0;
    for (int look = 0; look < looks && Arrays.stream(stopped).anyMatch(each -> each < 0); look++) {
      Traffic<B> now = traffic.apply(look);
      B canary = now.canary(random);
      B baseline = now.baseline(random);
      requests += now.requests();
      for (int rule = 0; rule < stopped.length; rule++) {
        if (stopped[rule] < 0 && fresh.get(rule).stops(canary, baseline)) {
          stopped[rule] = requests;
        }
      }
    }
    return stopped;
  }
}

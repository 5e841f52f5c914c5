package io.skerry.bench.canary;

import io.skerry.policy.stats.Alpha;
import io.skerry.policy.stats.ErrorTraffic;
import io.skerry.policy.stats.FixedThreshold;
import io.skerry.policy.stats.Rule;
import io.skerry.policy.stats.SequentialErrors;
import io.skerry.policy.stats.SequentialErrors.Wanted;
import io.skerry.policy.stats.Tally;
import io.skerry.policy.stats.Trial;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.Locale;
import java.util.function.IntFunction;
import java.util.function.Supplier;

/// Error rates: canary against baseline.
final class ErrorTables {

  private static final long SEED = 20_261_120;
  private static final Alpha ALPHA = new Alpha(0.01);
  private static final int MINUTE = 6;

  private final int streams;

  ErrorTables(int streams) {
    this.streams = streams;
  }

  /// A service: its error rate, what a bad version makes of it, the limit that somebody would set
  /// between the two, and the canary's requests in a batch.
  private record Service(double rate, double bad, double limit, long batch) {

    ErrorTraffic good(int ratio) {
      return new ErrorTraffic(batch, rate, batch * ratio, rate);
    }

    ErrorTraffic broken(int ratio) {
      return new ErrorTraffic(batch, bad, batch * ratio, rate);
    }

    String title(int ratio) {
      return String.format(Locale.ROOT, "%s, 1:%d, %d/batch", percent(rate), ratio, batch);
    }
  }

  void falseRollbacks() {
    Table.head(
        "False rollbacks: equal versions, 1,000 looks, tolerance 0 (canary:baseline traffic)",
        "error rate",
        "sequential",
        "upper bound wrong",
        "fixed 1 of 1 min",
        "fixed 3 of 1 min",
        "limit of fixed");
    List<Service> services =
        List.of(
            new Service(0.0001, 0.001, 0.0005, 1000),
            new Service(0.001, 0.01, 0.005, 200),
            new Service(0.01, 0.02, 0.015, 50),
            new Service(0.1, 0.15, 0.125, 20));
    for (Service service : services) {
      for (int ratio : new int[] {1, 19}) {
        List<Trial.Stops> stops = run(1000, look -> service.good(ratio), equal(service.limit()));
        Table.line(
            service.title(ratio),
            Table.share(stops.get(0)),
            Table.share(stops.get(1)),
            Table.share(stops.get(2)),
            Table.share(stops.get(3)),
            percent(service.limit()));
      }
    }
  }

  private static List<Supplier<Rule<Tally>>> equal(double limit) {
    return List.of(
        () -> new SequentialErrors(Wanted.WORSE, 0, ALPHA),
        () -> new SequentialErrors(Wanted.NOT_WORSE, 0, ALPHA),
        () -> new FixedThreshold(limit, MINUTE, 1),
        () -> new FixedThreshold(limit, MINUTE, 3));
  }

  void catches() {
    Table.head(
        "Bad versions: canary requests until stopped, median / p90; false: same rule on equal versions",
        "error rate",
        "sequential",
        "tolerance 0.05 %",
        "fixed 1 of 1 min",
        "(false)",
        "fixed 3 of 1 min",
        "(false)",
        "fixed, tuned",
        "(its window)");
    for (double[] change :
        new double[][] {{0.001, 0.01, 0.005}, {0.001, 0.003, 0.002}, {0.01, 0.02, 0.015}}) {
      for (long batch : new long[] {20, 200, 2000}) {
        for (int ratio : new int[] {1, 19}) {
          catches(new Service(change[0], change[1], change[2], batch), ratio);
        }
      }
    }
  }

  private void catches(Service service, int ratio) {
    int window = Tuning.window(service.rate(), service.limit(), service.batch());
    int looks = (int) Math.max(1000, 40_000 / service.batch());
    List<Trial.Stops> bad =
        run(
            looks,
            look -> service.broken(ratio),
            List.of(
                () -> new SequentialErrors(Wanted.WORSE, 0, ALPHA),
                () -> new SequentialErrors(Wanted.WORSE, 0.0005, ALPHA),
                () -> new FixedThreshold(service.limit(), MINUTE, 1),
                () -> new FixedThreshold(service.limit(), MINUTE, 3),
                () -> new FixedThreshold(service.limit(), window, 1)));
    List<Trial.Stops> good =
        run(
            1000,
            look -> new ErrorTraffic(service.batch(), service.rate(), 0, 0),
            List.of(
                () -> new FixedThreshold(service.limit(), MINUTE, 1),
                () -> new FixedThreshold(service.limit(), MINUTE, 3)));
    Table.line(
        service.title(ratio) + " to " + percent(service.bad()),
        Table.requests(bad.get(0)),
        Table.requests(bad.get(1)),
        Table.requests(bad.get(2)),
        Table.share(good.get(0)),
        Table.requests(bad.get(3)),
        Table.share(good.get(1)),
        Table.requests(bad.get(4)),
        window / MINUTE + " min");
  }

  void coverage() {
    Table.head(
        "Bounds of the difference against the truth, 1,000 looks: streams where they were ever wrong",
        "error rate",
        "lower bound",
        "upper bound");
    for (Service service :
        List.of(
            new Service(0.001, 0.01, 1, 100),
            new Service(0.001, 0.003, 1, 200),
            new Service(0.1, 0.3, 1, 20))) {
      for (int ratio : new int[] {1, 19}) {
        double truth = service.bad() - service.rate();
        List<Trial.Stops> stops =
            run(
                1000,
                look -> service.broken(ratio),
                List.of(
                    () -> new SequentialErrors(Wanted.WORSE, truth, ALPHA),
                    () -> new SequentialErrors(Wanted.NOT_WORSE, truth, ALPHA)));
        Table.line(
            service.title(ratio) + " to " + percent(service.bad()),
            Table.share(stops.get(0)),
            Table.share(stops.get(1)));
      }
    }
  }

  void greens() {
    Table.head(
        "Equal versions: canary requests until shown to be not worse by more than a tolerance",
        "error rate",
        "tolerance",
        "median / p90",
        "green",
        "wrongly red");
    for (double[] each :
        new double[][] {
          {0.001, 0.001, 500}, {0.001, 0.0005, 1000}, {0.01, 0.005, 200}, {0.01, 0.002, 1000}
        }) {
      for (int ratio : new int[] {1, 19}) {
        Service service = new Service(each[0], each[0], 1, (long) each[2]);
        List<Trial.Stops> stops =
            run(
                1000,
                look -> service.good(ratio),
                List.of(
                    () -> new SequentialErrors(Wanted.NOT_WORSE, each[1], ALPHA),
                    () -> new SequentialErrors(Wanted.WORSE, each[1], ALPHA)));
        Table.line(
            service.title(ratio),
            percent(each[1]),
            Table.requests(stops.get(0)),
            Table.share(stops.get(0)),
            Table.share(stops.get(1)));
      }
    }
  }

  void assumptions() {
    Table.head("False rollbacks where rates change, 1 % to begin with", "what", "sequential");
    ErrorTraffic even = new ErrorTraffic(100, 0.01, 900, 0.01);
    changing("rate swings 0 to 2 %", look -> even.times(1 + Math.sin(look / 30.0)));
    changing("rate rises from 1 % to 10 %", look -> even.times(1 + look * 0.009));
    changing(
        "no promise: 1 of 20 nodes out 1 min",
        look ->
            look >= 100 && look < 100 + MINUTE ? new ErrorTraffic(100, 0.0595, 900, 0.01) : even);
    changing(
        "no promise: share grows, rate too",
        look ->
            new ErrorTraffic(look < 100 ? 50 : 500, 0.01, look < 100 ? 950 : 500, 0.01)
                .times(look < 100 ? 1 : 2));
  }

  private void changing(String title, IntFunction<ErrorTraffic> traffic) {
    List<Trial.Stops> stops =
        run(1000, traffic, List.of(() -> new SequentialErrors(Wanted.WORSE, 0, ALPHA)));
    Table.line(title, Table.share(stops.getFirst()));
  }

  private List<Trial.Stops> run(
      int looks, IntFunction<ErrorTraffic> traffic, List<Supplier<Rule<Tally>>> rules) {
    return new Trial<Tally>(looks, traffic).run(SEED, streams, rules);
  }

  private static String percent(double rate) {
    return BigDecimal.valueOf(rate * 100)
            .round(new MathContext(3))
            .stripTrailingZeros()
            .toPlainString()
        + " %";
  }
}

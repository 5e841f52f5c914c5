package io.skerry.bench;

import io.skerry.bench.canary.CanaryBench;
import io.skerry.bench.compile.CompileBench;
import io.skerry.bench.gateway.GatewayBench;
import io.skerry.bench.gateway.ReloadsUnderLoad;
import io.skerry.bench.gateway.SplitBench;
import io.skerry.bench.propagation.PropagationBench;
import io.skerry.bench.reload.ReloadBench;
import io.skerry.bench.rollout.PlanBench;
import io.skerry.bench.rollout.RolloutBench;
import io.skerry.bench.soak.SoakBench;
import io.skerry.bench.start.StartBench;
import io.skerry.bench.storm.StormBench;
import io.skerry.bench.telemetry.TelemetryBench;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/// `./skerry bench`: names the benchmarks, or runs one.
public final class BenchMain {

  private static final String USAGE =
      """
      usage: ./skerry bench propagation [NODES[,NODES...]] [EDITS] [shared|own]
                                                                     an edit until the last node applied it, beside etcd put
                                                                     until the last watcher; one journal for all or own ones
             ./skerry bench reads [JMH OPTIONS]                      a read of configuration on the hot path
             ./skerry bench start [RUNS]                             exec until an agent serves 200 KB; its memory, with and without gateway
             ./skerry bench reload [ROUNDS]                          a ref until its snapshot is active, and what requests notice
             ./skerry bench gateway [SECONDS]                        requests through a node beside nginx, HAProxy and none
             ./skerry bench split [REQUESTS]                         wanted and seen shares of versions over HTTP, through reloads, beside nginx
             ./skerry bench canary [STREAMS]                         how often a good canary is rolled back, how soon a bad one
             ./skerry bench telemetry [REQUESTS_PER_SECOND]          bytes of a node-hour of reports, beside the request log
             ./skerry bench compile [NODES[,NODES...]] [POLICIES]    what a fleet must run, from scratch and after one change: time, garbage collection, allocation
             ./skerry bench plan [NODES] [POLICIES]                  what a change would do, over REST
             ./skerry bench rollout [NODES]                          one policy to a simulated fleet, and a bad one back again
             ./skerry bench simulate [SEEDS]                         rollouts while everything goes wrong, and planted bugs
             ./skerry bench kills [TIMES]                            leaders killed at each of their writes
             ./skerry bench storm [AGENTS] [CUT_SECONDS]             agents that lose the network at once and get it back at once
             ./skerry bench soak [SECONDS] [SEED]                    writes while parts are killed; is anything lost?
      """;

  private BenchMain() {}

  /// @param args the benchmark's name and its options
  public static void main(String[] args) throws Exception {
    List<String> words = Arrays.asList(args);
    switch (words.isEmpty() ? "" : words.getFirst()) {
      case "propagation" ->
          PropagationBench.run(
              sizes(word(words, 1, "32,237,1000")),
              number(word(words, 2, "60")),
              60,
              journals(words));
      case "gateway" -> GatewayBench.run(number(word(words, 1, "6")));
      case "split" -> SplitBench.run(number(word(words, 1, "1000000")));
      case "canary" -> CanaryBench.run(number(word(words, 1, "1000")));
      case "compile" ->
          CompileBench.run(
              sizes(word(words, 1, "1000,3000,10000,30000,100000")), number(word(words, 2, "200")));
      case "plan" -> PlanBench.run(number(word(words, 1, "10000")), number(word(words, 2, "200")));
      case "rollout" -> RolloutBench.run(number(word(words, 1, "10000")));
      case "storm" -> StormBench.run(number(word(words, 1, "1000")), number(word(words, 2, "60")));
      case "soak" -> soak(number(word(words, 1, "600")), Long.parseLong(word(words, 2, "1")));
      case "reload" -> reload(number(word(words, 1, "300")));
      case "telemetry" -> TelemetryBench.run(number(word(words, 1, "100")));
      case "start" -> StartBench.run(number(word(words, 1, "10")));
      case "reads" -> org.openjdk.jmh.Main.main(jmh(words.subList(1, words.size())));
      default -> System.out.print(USAGE);
    }
    System.exit(0);
  }

  private static PropagationBench.Journals journals(List<String> words) {
    return PropagationBench.Journals.valueOf(word(words, 3, "shared").toUpperCase(Locale.ROOT));
  }

  private static void reload(int rounds) throws Exception {
    ReloadBench.run(Stacks.folder("reload"), rounds);
    ReloadsUnderLoad.run(Stacks.folder("reload-gateway"), Stacks.etcd());
  }

  private static void soak(int seconds, long seed) throws Exception {
    System.exit(SoakBench.run(seconds, seed) ? 0 : 1);
  }

  private static String[] jmh(List<String> options) {
    return java.util.stream.Stream.concat(
            java.util.stream.Stream.of("io.skerry.bench.reads.*", "-prof", "gc"), options.stream())
        .toArray(String[]::new);
  }

  private static String word(List<String> words, int index, String otherwise) {
    return words.size() > index ? words.get(index) : otherwise;
  }

  private static List<Integer> sizes(String text) {
    return Arrays.stream(text.split(",")).map(BenchMain::number).toList();
  }

  private static int number(String text) {
    return Integer.parseInt(text);
  }
}

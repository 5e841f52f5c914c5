package io.skerry.bench.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Drives one server with wrk over keep-alive connections.
///
/// @param wrk the program
/// @param libraries where it finds those that the system lacks; may be empty
record Load(String wrk, String libraries) {

  private static final Pattern REQUESTS = Pattern.compile("([0-9]+) requests in");
  private static final Pattern RATE = Pattern.compile("Requests/sec: +([0-9.]+)");
  private static final Pattern QUANTILE = Pattern.compile("(50|99)% +([0-9.]+)(us|ms|s)");
  private static final Pattern TROUBLE = Pattern.compile("(Non-2xx.*|Socket errors.*)");

  /// @param requests that were answered
  /// @param perSecond of them
  /// @param p50 milliseconds
  /// @param p99 milliseconds
  /// @param trouble what was not answered well; empty when nothing
  record Result(long requests, double perSecond, double p50, double p99, String trouble) {}

  Result run(String url, int connections, int seconds) throws IOException, InterruptedException {
    ProcessBuilder builder =
        new ProcessBuilder(wrk, "-t1", "-c" + connections, "-d" + seconds + "s", "--latency", url)
            .redirectErrorStream(true);
    if (!libraries.isEmpty()) {
      builder.environment().put("LD_LIBRARY_PATH", libraries);
    }
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!process.waitFor(10, TimeUnit.SECONDS) || process.exitValue() != 0) {
      throw new IllegalStateException("wrk failed: " + output);
    }
    return parse(output);
  }

  private static Result parse(String output) {
    double[] quantiles = new double[2];
    Matcher quantile = QUANTILE.matcher(output);
    while (quantile.find()) {
      double value = Double.parseDouble(quantile.group(2));
      double millis =
          switch (quantile.group(3)) {
            case "us" -> value / 1000;
            case "ms" -> value;
            default -> value * 1000;
          };
      quantiles[quantile.group(1).equals("50") ? 0 : 1] = millis;
    }
    Matcher trouble = TROUBLE.matcher(output);
    return new Result(
        Long.parseLong(first(REQUESTS, output)),
        Double.parseDouble(first(RATE, output)),
        quantiles[0],
        quantiles[1],
        trouble.find() ? trouble.group() : "");
  }

  private static String first(Pattern pattern, String output) {
    List<String> found = pattern.matcher(output).results().map(it -> it.group(1)).toList();
    if (found.isEmpty()) {
      throw new IllegalStateException("wrk says something else: " + output);
    }
    return found.getFirst();
  }
}

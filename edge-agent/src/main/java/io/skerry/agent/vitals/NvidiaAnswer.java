package io.skerry.agent.vitals;

import io.skerry.schema.model.TelemetryReport.Gpu;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What `nvidia-smi` prints. What a card does not have is written as `[N/A]`, `[Not Supported]` or
/// another text in the number's place, and is absent.
final class NvidiaAnswer {

  /// What to ask for. The name is last, as nobody promises that none has a comma.
  static final String QUERY = "index,utilization.gpu,memory.total,memory.used,temperature.gpu,name";

  private static final int FIELDS = 6;
  private static final double PERCENT = 100;
  private static final long MIB = 1 << 20;
  private static final long MOST_MIB = 1L << 30;

  /// What a report and a metric's label take as it is.
  private static final Pattern NAME = Pattern.compile("[ -~&&[^\"\\\\]]{1,56}");

  private NvidiaAnswer() {}

  /// The cards of a whole answer, in its order. Lines that are none are left out.
  static List<Card> parse(String answer) {
    return answer
        .lines()
        .map(line -> line.split(",", FIELDS))
        .filter(fields -> fields.length == FIELDS)
        .map(fields -> of(List.of(fields).stream().map(String::strip).toList()))
        .toList();
  }

  private static Card of(List<String> fields) {
    OptionalLong total = within(fields.get(2), 1, MOST_MIB);
    OptionalLong used = within(fields.get(3), 0, MOST_MIB);
    OptionalLong index = within(fields.get(0), 0, 999);
    OptionalLong degrees = within(fields.get(4), 1, 149);
    boolean isWhole = total.isPresent() && used.isPresent() && index.isPresent();
    return new Card(
        isWhole
            ? Optional.of(
                new Gpu(
                    name(index.getAsLong(), fields.get(5)),
                    busy(fields.get(1)),
                    total.getAsLong() * MIB,
                    Math.min(used.getAsLong(), total.getAsLong()) * MIB))
            : Optional.empty(),
        degrees.isPresent() ? Optional.of((double) degrees.getAsLong()) : Optional.empty());
  }

  /// Cards of one kind differ by their number.
  private static String name(long index, String model) {
    return NAME.matcher(model).matches() ? index + ": " + model : "nvidia" + index;
  }

  private static Optional<Double> busy(String percent) {
    OptionalLong number = within(percent, 0, (long) PERCENT);
    return number.isPresent() ? Optional.of(number.getAsLong() / PERCENT) : Optional.empty();
  }

  private static OptionalLong within(String text, long least, long most) {
    OptionalLong number = KernelFiles.parse(text);
    return number.isPresent() && number.getAsLong() >= least && number.getAsLong() <= most
        ? number
        : OptionalLong.empty();
  }
}

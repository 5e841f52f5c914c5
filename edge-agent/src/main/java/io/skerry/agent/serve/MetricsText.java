package io.skerry.agent.serve;

import io.skerry.schema.model.Bytes;
import java.util.Map;

/// Figures in the text format of Prometheus (0.0.4). Used by one thread.
public final class MetricsText {

  static final String MEDIA_TYPE = "text/plain; version=0.0.4; charset=utf-8";

  /// What a figure is.
  public enum Type {
    COUNTER,
    GAUGE,
    HISTOGRAM
  }

  private final StringBuilder text = new StringBuilder();

  /// No figures yet.
  public MetricsText() {}

  /// Begins a family; its samples follow.
  ///
  /// @param name such as `skerry_node_generation`
  /// @param help one line for people
  public MetricsText family(String name, Type type, String help) {
    text.append("# HELP ").append(name).append(' ').append(help.replace('\n', ' ')).append('\n');
    text.append("# TYPE ").append(name).append(' ');
    text.append(
        switch (type) {
          case COUNTER -> "counter";
          case GAUGE -> "gauge";
          case HISTOGRAM -> "histogram";
        });
    text.append('\n');
    return this;
  }

  /// Adds a sample.
  ///
  /// @param labels in the order they are written
  public MetricsText sample(String name, Map<String, String> labels, double value) {
    text.append(name);
    if (!labels.isEmpty()) {
      char before = '{';
      for (Map.Entry<String, String> label : labels.entrySet()) {
        text.append(before).append(label.getKey()).append("=\"");
        text.append(escaped(label.getValue())).append('"');
        before = ',';
      }
      text.append('}');
    }
    text.append(' ');
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      text.append((long) value);
    } else {
      text.append(value);
    }
    text.append('\n');
    return this;
  }

  /// Adds whole families in the same format, each ended.
  public MetricsText families(String written) {
    text.append(written);
    return this;
  }

  Bytes bytes() {
    return Bytes.utf8(text.toString());
  }

  private static String escaped(String value) {
    return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
  }
}

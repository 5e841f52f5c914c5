package io.skerry.agent.traffic;

import java.math.BigDecimal;

/// Writes the text exposition format, one family after the other. Used by one thread.
final class PrometheusText {

  private final StringBuilder out = new StringBuilder();
  private String family = "";

  void family(String name, String type, String help) {
    family = name;
    out.append("# HELP ").append(name).append(' ').append(help).append('\n');
    out.append("# TYPE ").append(name).append(' ').append(type).append('\n');
  }

  void gauge(String name, String help, double value) {
    family(name, "gauge", help);
    out.append(name).append(' ').append(plain(value)).append('\n');
  }

  void sample(String labels, long value) {
    part("", labels, value);
  }

  void sample(String labels, double value) {
    line("", labels, plain(value));
  }

  void part(String suffix, String labels, long value) {
    line(suffix, labels, String.valueOf(value));
  }

  private static String plain(double value) {
    return BigDecimal.valueOf(value).stripTrailingZeros().toPlainString();
  }

  private void line(String suffix, String labels, String value) {
    out.append(family)
        .append(suffix)
        .append('{')
        .append(labels)
        .append("} ")
        .append(value)
        .append('\n');
  }

  @Override
  public String toString() {
    return out.toString();
  }
}

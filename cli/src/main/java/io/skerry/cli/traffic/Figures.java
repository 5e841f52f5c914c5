package io.skerry.cli.traffic;

import java.math.BigDecimal;
import java.math.MathContext;

/// Numbers with three digits, for people.
final class Figures {

  private static final double KIB = 1024;
  private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB"};

  private Figures() {}

  static String share(double share) {
    return number(share * 100) + "%";
  }

  static String millis(double millis) {
    return number(millis) + "ms";
  }

  static String bytes(double bytes) {
    double left = bytes;
    int unit = 0;
    while (left >= KIB && unit < UNITS.length - 1) {
      left /= KIB;
      unit++;
    }
    return number(left) + " " + UNITS[unit];
  }

  static String number(double value) {
    BigDecimal rounded = BigDecimal.valueOf(value).round(new MathContext(3));
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }
}

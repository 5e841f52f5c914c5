package io.skerry.ui;

import java.util.Locale;

/// Whether there is a screen to open a window on.
final class Display {

  private Display() {}

  /// False on Linux without X11 or Wayland, unless a headless platform was asked for.
  static boolean available() {
    boolean linux = System.getProperty("os.name", "").toLowerCase(Locale.ROOT).contains("linux");
    boolean asked = "Headless".equals(System.getProperty("glass.platform"));
    return !linux || asked || present("DISPLAY") || present("WAYLAND_DISPLAY");
  }

  private static boolean present(String variable) {
    String value = System.getenv(variable);
    return value != null && !value.isBlank();
  }

  /// What to do without one.
  static String advice() {
    return """
        There is no display: neither DISPLAY nor WAYLAND_DISPLAY is set.
        What you can do:
          - start the console on your own machine:  skerry console --server http://CONTROL-PLANE:8470
          - forward the display:                    ssh -X HOST, then skerry console
          - look at a picture instead:              skerry console --screenshot fleet.png
          - stay in the terminal:                   skerry get nodes -w""";
  }
}

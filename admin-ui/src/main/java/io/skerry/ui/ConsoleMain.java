package io.skerry.ui;

import io.skerry.ui.fleet.ViewMode;
import io.skerry.ui.shell.Theme;
import java.net.URI;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import javafx.application.Application;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// Starts the console. Exit codes: 0 done, 1 failed, 2 wrong usage, 5 nothing was read from the
/// server in time (only with `--screenshot`), 6 no display.
@Command(
    name = "skerry console",
    mixinStandardHelpOptions = true,
    version = "Skerry console 0.1.0",
    description = "The operators' console: the fleet, live.",
    sortOptions = false)
public final class ConsoleMain implements Callable<Integer> {

  private static final int NO_DISPLAY = 6;
  private static final String DEFAULT_SERVER = "http://127.0.0.1:8470";

  @Spec private @Nullable CommandSpec spec;

  @Option(
      names = "--server",
      paramLabel = "URL",
      description =
          "Where the control plane is (default: $SKERRY_SERVER, else " + DEFAULT_SERVER + ").")
  private @Nullable String server;

  @Option(
      names = "--environment",
      paramLabel = "NAME",
      description =
          "What the environment is called; a name with \"prod\" in it gets the red band (default: $SKERRY_ENVIRONMENT).")
  private @Nullable String environment;

  @Option(names = "--theme", paramLabel = "dark|light", description = "Colours (default: dark).")
  private String theme = "dark";

  @Option(names = "--language", paramLabel = "TAG", description = "Language, for example en or de.")
  private @Nullable String language;

  @Option(
      names = "--screenshot",
      paramLabel = "FILE",
      description = "Draw one picture without a display, write it as PNG, and exit.")
  private @Nullable Path screenshot;

  @Option(
      names = "--size",
      paramLabel = "WxH",
      description = "Size of the window (default: 1400x900).")
  private String size = "1400x900";

  @Option(names = "--view", paramLabel = "map|topology", description = "What to show first.")
  private String view = "map";

  @Option(names = "--select", paramLabel = "NAME", description = "The node or cell to select.")
  private @Nullable String select;

  /// The program.
  public static void main(String[] args) {
    var command = new CommandLine(new ConsoleMain());
    int exit = command.execute(args);
    System.exit(exit);
  }

  @Override
  public Integer call() {
    LaunchOptions options = options();
    if (options.screenshot().isPresent()) {
      System.setProperty("glass.platform", "Headless");
      System.setProperty("prism.order", "sw");
      System.setProperty("java.awt.headless", "true");
    } else if (!Display.available()) {
      commandSpec().commandLine().getErr().println(Display.advice());
      return NO_DISPLAY;
    }
    ConsoleApp.prepare(options);
    Application.launch(ConsoleApp.class);
    return ConsoleApp.exitCode();
  }

  private LaunchOptions options() {
    Optional<String> select = Optional.ofNullable(this.select);
    return new LaunchOptions(
        uri(),
        Optional.ofNullable(environment)
            .or(() -> Optional.ofNullable(System.getenv("SKERRY_ENVIRONMENT"))),
        Optional.ofNullable(language).map(Locale::forLanguageTag).orElseGet(Locale::getDefault),
        Theme.named(theme).orElseThrow(() -> wrong("--theme", theme, "dark or light")),
        Optional.ofNullable(screenshot),
        LaunchOptions.Size.parse(size)
            .orElseThrow(() -> wrong("--size", size, "WIDTHxHEIGHT from 640x480 to 8000x8000")),
        new LaunchOptions.FirstLook(mode(), select));
  }

  private ViewMode mode() {
    return switch (view.toLowerCase(Locale.ROOT)) {
      case "map" -> ViewMode.MAP;
      case "topology" -> ViewMode.TOPOLOGY;
      default -> throw wrong("--view", view, "map or topology");
    };
  }

  private URI uri() {
    String address =
        Optional.ofNullable(server)
            .or(() -> Optional.ofNullable(System.getenv("SKERRY_SERVER")))
            .orElse(DEFAULT_SERVER);
    try {
      URI uri = URI.create(address.endsWith("/") ? address : address + "/");
      boolean web = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (web && uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException malformed) {
      throw wrong("--server", address, "an address such as " + DEFAULT_SERVER);
    }
    throw wrong("--server", address, "an address such as " + DEFAULT_SERVER);
  }

  private ParameterException wrong(String option, String value, String right) {
    String message = option + ": '" + value + "' is not understood; give " + right;
    return new ParameterException(commandSpec().commandLine(), message);
  }

  private CommandSpec commandSpec() {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the command specification before it calls");
    }
    return spec;
  }
}

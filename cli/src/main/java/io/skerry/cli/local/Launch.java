package io.skerry.cli.local;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/// How to start a program as a part of the stack.
///
/// @param name the part's name
/// @param address where it is reached, once it serves
/// @param command program and arguments
/// @param environment variables to add to our own
/// @param serves whether it serves yet
/// @param patience how long that may take
record Launch(
    String name,
    Supplier<String> address,
    List<String> command,
    Map<String, String> environment,
    BooleanSupplier serves,
    Duration patience) {

  Launch {
    command = List.copyOf(command);
    environment = Map.copyOf(environment);
  }

  /// The part that runs this program.
  Part in(StackLayout layout) {
    return new ProgramPart(this, layout.log(name), layout.run().resolve(name + ".pid"));
  }
}

package io.skerry.agent.care;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/// Whether a snapshot that came now could be stored: a block is written, synced and deleted again.
///
/// @param folder the agent's data
public record DiskCheck(Path folder) implements SelfCheck {

  private static final int BLOCK = 4096;

  @Override
  public Optional<String> problem() {
    Path file = folder.resolve("self-test");
    try {
      try (FileChannel channel =
          FileChannel.open(
              file,
              StandardOpenOption.CREATE,
              StandardOpenOption.TRUNCATE_EXISTING,
              StandardOpenOption.WRITE)) {
        ByteBuffer block = ByteBuffer.allocate(BLOCK);
        while (block.hasRemaining()) {
          channel.write(block);
        }
        channel.force(false);
      }
      Files.delete(file);
      return Optional.empty();
    } catch (IOException e) {
      return Optional.of("the data folder cannot be written: " + e.getMessage());
    }
  }
}

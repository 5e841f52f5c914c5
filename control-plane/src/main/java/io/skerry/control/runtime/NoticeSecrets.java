package io.skerry.control.runtime;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/// The secrets that messages are signed with: files below a folder, one folder per tenant, as
/// orchestrators mount them. They are read for each use and so can be exchanged at any time; they
/// are in no store, history or answer.
///
/// @param folder where they are; empty when there are none
record NoticeSecrets(Optional<Path> folder) {

  private static final int MOST_BYTES = 4096;

  /// A secret without the line end that editors add; empty when it is not there.
  Optional<byte[]> find(TenantName tenant, ResourceName name) {
    Optional<Path> file = folder.map(it -> it.resolve(tenant.value()).resolve(name.value()));
    try {
      if (file.isEmpty() || !Files.isRegularFile(file.get())) {
        return Optional.empty();
      }
      byte[] bytes = Files.readAllBytes(file.get());
      int end = bytes.length;
      while (end > 0 && (bytes[end - 1] == '\n' || bytes[end - 1] == '\r')) {
        end--;
      }
      return end == 0 || end > MOST_BYTES
          ? Optional.empty()
          : Optional.of(Arrays.copyOf(bytes, end));
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }
}

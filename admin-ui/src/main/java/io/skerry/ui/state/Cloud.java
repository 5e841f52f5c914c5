package io.skerry.ui.state;

import java.util.Locale;
import java.util.Optional;

/// Where a cell is hosted.
public enum Cloud {
  AWS("AWS"),
  AZURE("Azure"),
  GCP("Google Cloud"),
  ONPREM("On premises");

  private final String title;

  Cloud(String title) {
    this.title = title;
  }

  /// The provider's name as people write it.
  public String title() {
    return title;
  }

  /// The word on the wire.
  public String wire() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The cloud of that wire word; empty for a word this release does not know.
  public static Optional<Cloud> ofWire(String word) {
    for (Cloud cloud : values()) {
      if (cloud.wire().equals(word)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }
}

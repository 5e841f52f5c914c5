package io.skerry.ui.fleet;

import io.skerry.ui.map.Palette;
import io.skerry.ui.text.Texts;
import java.time.Instant;
import java.util.function.Supplier;

/// What every part of the Fleet screen needs.
///
/// @param palette the colours of the theme in use
/// @param now the server's time, as well as we know it
/// @param changed call it after a choice of the user changed the model: everything is shown again
public record ScreenContext(
    FleetViewModel model,
    Texts texts,
    Supplier<Palette> palette,
    Supplier<Instant> now,
    Runnable changed) {

  /// Whether what is shown is up to date.
  public Palette.Freshness freshness() {
    return model.offline() ? Palette.Freshness.OLD : Palette.Freshness.LIVE;
  }
}

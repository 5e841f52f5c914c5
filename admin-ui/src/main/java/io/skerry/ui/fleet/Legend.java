package io.skerry.ui.fleet;

import io.skerry.ui.map.Palette;
import io.skerry.ui.state.NodeState;
import java.util.EnumMap;
import java.util.Map;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.HBox;

/// What the shapes and colours mean.
final class Legend extends HBox {

  private final Map<NodeState, StatusGlyph> glyphs = new EnumMap<>(NodeState.class);
  private final ScreenContext context;

  Legend(ScreenContext context) {
    super(12);
    this.context = context;
    getStyleClass().add("legend");
    setMaxSize(USE_PREF_SIZE, USE_PREF_SIZE);
    setMouseTransparent(true);
    for (NodeState state : NodeState.values()) {
      var glyph = new StatusGlyph();
      glyphs.put(state, glyph);
      var entry = new HBox(5, glyph, new Label(context.texts().state(state)));
      entry.setAlignment(Pos.CENTER_LEFT);
      getChildren().add(entry);
    }
  }

  /// Draws the shapes in the colours of the theme.
  void restyle() {
    Palette palette = context.palette().get();
    glyphs.forEach((state, glyph) -> glyph.show(state, palette, Palette.Freshness.LIVE));
  }
}

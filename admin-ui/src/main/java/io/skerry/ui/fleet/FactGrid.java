package io.skerry.ui.fleet;

import java.util.ArrayList;
import java.util.List;
import javafx.css.PseudoClass;
import javafx.geometry.VPos;
import javafx.scene.control.Label;
import javafx.scene.layout.ColumnConstraints;
import javafx.scene.layout.GridPane;
import javafx.scene.layout.Priority;

/// Facts in two columns under headings. Keeps its labels while only values change, so that ticking
/// ages do not disturb the layout.
final class FactGrid extends GridPane {

  private static final double LABEL_WIDTH = 104;

  private final List<Label> values = new ArrayList<>();
  private List<String> shape = List.of();

  FactGrid() {
    getStyleClass().add("facts");
    var left = new ColumnConstraints(LABEL_WIDTH);
    left.setHgrow(Priority.NEVER);
    var right = new ColumnConstraints();
    right.setHgrow(Priority.ALWAYS);
    getColumnConstraints().setAll(left, right);
  }

  /// Shows these facts.
  void show(List<Fact> facts) {
    List<String> wanted = facts.stream().map(fact -> fact.section() + '|' + fact.label()).toList();
    if (!wanted.equals(shape)) {
      shape = wanted;
      rebuild(facts);
    }
    for (int i = 0; i < facts.size(); i++) {
      show(values.get(i), facts.get(i));
    }
  }

  private static void show(Label value, Fact fact) {
    if (!fact.value().equals(value.getText())) {
      value.setText(fact.value());
    }
    for (Fact.Tone tone : Fact.Tone.values()) {
      String name = tone.name().toLowerCase(java.util.Locale.ROOT);
      value.pseudoClassStateChanged(PseudoClass.getPseudoClass(name), tone == fact.tone());
    }
  }

  private void rebuild(List<Fact> facts) {
    getChildren().clear();
    values.clear();
    String section = "";
    int row = 0;
    for (Fact fact : facts) {
      if (!fact.section().equals(section)) {
        section = fact.section();
        var heading = new Label(section);
        heading.getStyleClass().add("fact-section");
        add(heading, 0, row++, 2, 1);
      }
      var label = new Label(fact.label());
      label.getStyleClass().addAll("soft", "fact-label");
      GridPane.setValignment(label, VPos.TOP);
      var value = new Label();
      value.getStyleClass().add("fact-value");
      value.setWrapText(true);
      values.add(value);
      addRow(row++, label, value);
    }
  }
}

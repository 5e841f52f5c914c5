package io.skerry.ui.state;

import static io.skerry.ui.state.Nodes.cell;
import static io.skerry.ui.state.Nodes.node;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SearchIndexTest {

  private static final FleetImage IMAGE =
      Nodes.image(
          List.of(cell("aws-us-east-1", Cloud.AWS, "us-east-1")),
          List.of(
              node("iad-1", "aws-us-east-1", NodeState.READY, ""),
              node("iad-10", "aws-us-east-1", NodeState.READY, ""),
              node("xiad-1", "aws-us-east-1", NodeState.LOST, ""),
              node("ixaxd", "aws-us-east-1", NodeState.READY, "")));

  private static List<String> titles(String query) {
    return SearchIndex.find(IMAGE, query, 10).stream().map(SearchIndex.Hit::title).toList();
  }

  @Test
  void exactComesBeforeBeginningBeforeMiddle() {
    assertThat(titles("iad-1")).containsExactly("iad-1", "iad-10", "xiad-1");
  }

  @Test
  void lettersInOrderAreEnough() {
    assertThat(titles("iad")).containsExactly("iad-1", "iad-10", "xiad-1", "ixaxd");
  }

  @Test
  void labelsAndPlacesAreFoundToo() {
    assertThat(titles("tier=gpu")).hasSize(4);
    assertThat(titles("US-EAST")).first().isEqualTo("aws-us-east-1");
  }

  @Test
  void emptyQueryListsCellsFirstUpToTheLimit() {
    assertThat(SearchIndex.find(IMAGE, "  ", 2))
        .extracting(SearchIndex.Hit::title)
        .containsExactly("aws-us-east-1", "iad-1");
  }
}

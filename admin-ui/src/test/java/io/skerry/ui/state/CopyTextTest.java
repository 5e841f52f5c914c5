package io.skerry.ui.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;

class CopyTextTest {

  private static final Selection NODE = new Selection.OfNode(new NodeName("iad-1"));

  @Test
  void yamlKeepsTheDocument() {
    assertThat(
            CopyText.yaml(
                "{\"kind\":\"Node\",\"spec\":{\"cell\":\"c1\",\"weight\":100,\"version\":\"1.0\"}}"))
        .isEqualTo("kind: Node\nspec:\n  cell: c1\n  weight: 100\n  version: \"1.0\"\n");
  }

  @Test
  void curlNamesTheServerAndTheObject() {
    assertThat(CopyText.curl(URI.create("http://cp:8470/"), NODE))
        .isEqualTo("curl -sS 'http://cp:8470/api/v1/nodes/iad-1'");
  }

  @Test
  void commandDescribesTheObject() {
    assertThat(CopyText.command(NODE)).isEqualTo("skerry describe node iad-1");
    assertThat(CopyText.command(new Selection.OfCell(new CellName("c1"))))
        .isEqualTo("skerry describe cell c1");
  }
}

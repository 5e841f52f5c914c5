package io.skerry.it.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.it.canary.Checkout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class PomRulesTest {
  private static final String VERSIONS_OF_ITS_OWN = "/project//version[not(parent::parent)]";

  static Stream<String> modules() throws Exception {
    return select(parse(Checkout.root().resolve("pom.xml")), "/project/modules/module").stream();
  }

  @ParameterizedTest
  @MethodSource("modules")
  void moduleStatesNoVersion(String module) throws Exception {
    Document pom = parse(Checkout.root().resolve(module).resolve("pom.xml"));
    assertThat(select(pom, VERSIONS_OF_ITS_OWN)).as("versions belong to the parent").isEmpty();
  }

  @Test
  void everyFolderWithAPomIsAModule() throws Exception {
    try (Stream<Path> folders = Files.list(Checkout.root())) {
      assertThat(modules())
          .containsExactlyInAnyOrderElementsOf(
              folders
                  .filter(folder -> Files.exists(folder.resolve("pom.xml")))
                  .map(folder -> folder.getFileName().toString())
                  .toList());
    }
  }

  @Test
  void aVersionInAModuleWouldBeFound() throws Exception {
    assertThat(select(parse(Checkout.root().resolve("pom.xml")), VERSIONS_OF_ITS_OWN)).isNotEmpty();
  }

  private static Document parse(Path pom) throws Exception {
    return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().parse(pom.toFile());
  }

  private static List<String> select(Document pom, String path) throws Exception {
    NodeList nodes =
        (NodeList)
            XPathFactory.newDefaultInstance()
                .newXPath()
                .evaluate(path, pom, XPathConstants.NODESET);
    return IntStream.range(0, nodes.getLength())
        .mapToObj(index -> nodes.item(index).getTextContent())
        .toList();
  }
}

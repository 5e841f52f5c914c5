package io.skerry.ui.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SseParserTest {

  private static SseParser parser(String text) {
    return new SseParser(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void readsTypeIdAndDataOverSeveralLines() throws IOException {
    var parser = parser("event: added\nid: 7\ndata: one\ndata: zwei é\n\n");
    assertThat(parser.next()).contains(new SseParser.Event("added", "7", "one\nzwei é"));
    assertThat(parser.next()).isEmpty();
  }

  @Test
  void acceptsEveryLineEndAndSkipsCommentsAndUnknownFields() throws IOException {
    var parser = parser(": hello\r\nretry: 5\r\ndata:x\r\n\r\ndata: y\r\rdata\n\n");
    assertThat(parser.next()).contains(new SseParser.Event("message", "", "x"));
    assertThat(parser.next()).contains(new SseParser.Event("message", "", "y"));
    assertThat(parser.next()).contains(new SseParser.Event("message", "", ""));
  }

  @Test
  void dropsAnEventThatIsCutOff() throws IOException {
    assertThat(parser("data: whole\n\ndata: cut").next().orElseThrow().data()).isEqualTo("whole");
    assertThat(parser("data: cut\n").next()).isEqualTo(Optional.empty());
  }

  @Test
  void refusesALineWithoutEnd() {
    InputStream endless =
        new InputStream() {
          @Override
          public int read() {
            return 'x';
          }
        };
    assertThatThrownBy(() -> new SseParser(endless).next())
        .isInstanceOf(IOException.class)
        .hasMessageContaining("longer than");
  }
}

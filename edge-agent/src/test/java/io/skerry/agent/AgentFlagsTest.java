package io.skerry.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentFlagsTest {

  @Test
  void flagsTakePrecedenceOverTheEnvironment() {
    AgentFlags flags =
        AgentFlags.parse(
            List.of("--node", "iad-1", "--data-dir=/tmp/x", "--listen", "127.0.0.1:8481"),
            Map.of(
                "SKERRY_NODE", "other",
                "SKERRY_CONTROL_PLANE", "http://a:1,http://b:2",
                "SKERRY_JOIN_TOKEN", "id.secret"));
    assertThat(flags.options().node().value()).isEqualTo("iad-1");
    assertThat(flags.options().controlPlane())
        .containsExactly(URI.create("http://a:1"), URI.create("http://b:2"));
    assertThat(flags.options().joinToken().get()).contains("id.secret");
    assertThat(flags.listen().getPort()).isEqualTo(8481);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--data-dir /x | --node is needed",
        "--node iad-1 | --data-dir is needed",
        "--node IAD --data-dir /x | is not a name",
        "--node iad-1 --data-dir /x --nod b | there is no flag --nod",
        "--node iad-1 --node b --data-dir /x | given twice",
        "--node iad-1 --data-dir /x --listen | needs a value",
        "--node iad-1 --data-dir /x --listen nowhere | must look like 127.0.0.1:8481",
        "--node iad-1 --data-dir /x --listen :99999 | must look like 127.0.0.1:8481",
        "--node iad-1 --data-dir /x --heartbeat 10 | must look like 10s",
        "--node iad-1 --data-dir /x --heartbeat 0s | 1 s to 10 min",
        "--node iad-1 --data-dir /x --control-plane ftp://a | must look like http://host:8470",
        "--node iad-1 --data-dir /x --join-token a --join-token-file b | not both"
      })
  void wrongFlagsAreNamedWithWhatWouldBeRight(String arguments, String message) {
    assertThatThrownBy(() -> AgentFlags.parse(List.of(arguments.split(" ", -1)), Map.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(message);
  }
}

package io.skerry.schema.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.Status;
import io.skerry.schema.store.StoreException.Code;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EtcdErrorsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          OUT_OF_RANGE       | etcdserver: mvcc: required revision has been compacted      | COMPACTED   | true
          OUT_OF_RANGE       | etcdserver: mvcc: required revision is a future revision    | REFUSED     | true
          RESOURCE_EXHAUSTED | etcdserver: mvcc: database space exceeded                   | NO_SPACE    | true
          RESOURCE_EXHAUSTED | grpc: received message larger than max (9 vs. 8)            | REFUSED     | true
          RESOURCE_EXHAUSTED | etcdserver: too many requests                               | UNAVAILABLE | true
          UNKNOWN            | etcdserver: too many requests                               | UNAVAILABLE | true
          INVALID_ARGUMENT   | etcdserver: request is too large                            | REFUSED     | true
          INVALID_ARGUMENT   | etcdserver: duplicate key given in txn request              | REFUSED     | true
          NOT_FOUND          | etcdserver: requested lease not found                       | REFUSED     | true
          PERMISSION_DENIED  | etcdserver: permission denied                               | REFUSED     | true
          UNAVAILABLE        | etcdserver: request timed out                               | UNAVAILABLE | false
          UNAVAILABLE        | etcdserver: leader changed                                  | UNAVAILABLE | false
          UNAVAILABLE        | Network closed for unknown reason                           | UNAVAILABLE | false
          DEADLINE_EXCEEDED  | context deadline exceeded                                   | UNAVAILABLE | false
          CANCELLED          | Thread interrupted                                          | UNAVAILABLE | false
          UNKNOWN            | something else                                              | UNAVAILABLE | false
          """)
  void refusalsAndSilenceAreToldApart(
      Status.Code status, String text, Code code, boolean withoutEffect) {
    Status failed = status.toStatus().withDescription(text);
    assertThat(EtcdErrors.exception(failed).code()).isEqualTo(code);
    assertThat(EtcdErrors.certainlyWithoutEffect(failed)).isEqualTo(withoutEffect);
  }

  @Test
  void messageNamesTheCause() {
    Status failed =
        Status.UNAVAILABLE
            .withDescription("io exception")
            .withCause(new IOException("Connection refused: /127.0.0.1:1"));
    assertThat(EtcdErrors.exception(failed))
        .hasMessage("etcd: UNAVAILABLE: io exception: Connection refused: /127.0.0.1:1");
  }
}

package io.skerry.schema.store;

import io.grpc.Attributes;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ClientInterceptors;
import io.grpc.ClientStreamTracer;
import io.grpc.Deadline;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;

/// Unary calls with a deadline, repeated on another member where that is safe.
final class EtcdCalls {

  /// What became of a call.
  sealed interface Answer<T> {

    /// It was answered.
    record Given<T>(T value) implements Answer<T> {}

    /// It failed.
    ///
    /// @param status why
    /// @param sent whether the request may have reached a member
    record Failed<T>(Status status, boolean sent) implements Answer<T> {}
  }

  private final EtcdLink link;
  private final EtcdConfig config;

  EtcdCalls(EtcdLink link, EtcdConfig config) {
    this.link = link;
    this.config = config;
  }

  /// The value of a call that may be repeated although it may have been carried out.
  <T> T read(Function<Channel, T> call) {
    return switch (repeatable(call)) {
      case Answer.Given<T>(T value) -> value;
      case Answer.Failed<T> failed -> throw exception(failed.status());
    };
  }

  /// A call that may be repeated although it may have been carried out.
  <T> Answer<T> repeatable(Function<Channel, T> call) {
    return call(call, failed -> EtcdErrors.isTransient(failed.status()));
  }

  /// A call that is repeated only when it was not sent.
  <T> Answer<T> once(Function<Channel, T> call) {
    return call(call, failed -> !failed.sent());
  }

  /// The exception for a call without effect.
  StoreException exception(Status status) {
    return link.isClosed()
        ? new StoreException(StoreException.Code.CLOSED, "the store was closed")
        : EtcdErrors.exception(status);
  }

  private <T> Answer<T> call(Function<Channel, T> call, Predicate<Answer.Failed<T>> repeatable) {
    Deadline deadline = Deadline.after(config.requestTimeout().toMillis(), TimeUnit.MILLISECONDS);
    int tries = config.endpoints().size() + 1;
    while (true) {
      ManagedChannel channel = link.channel();
      Answer<T> answer = attempt(channel, call, deadline);
      tries--;
      if (!(answer instanceof Answer.Failed<T> failed)) {
        return answer;
      }
      boolean elsewhere = EtcdErrors.isTransient(failed.status()) && link.leave(channel);
      if (tries == 0 || !elsewhere || deadline.isExpired() || !repeatable.test(failed)) {
        return failed;
      }
    }
  }

  private static <T> Answer<T> attempt(
      ManagedChannel channel, Function<Channel, T> call, Deadline deadline) {
    SentProbe probe = new SentProbe(deadline);
    try {
      return new Answer.Given<>(call.apply(ClientInterceptors.intercept(channel, probe)));
    } catch (StatusRuntimeException e) {
      return new Answer.Failed<>(e.getStatus(), probe.sent);
    }
  }

  /// Sets the deadline, and notices when a request is handed to a live connection: before that it
  /// cannot have had an effect.
  private static final class SentProbe extends ClientStreamTracer.Factory
      implements ClientInterceptor {

    private final Deadline deadline;
    private volatile boolean sent;

    SentProbe(Deadline deadline) {
      this.deadline = deadline;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(
        MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
      return next.newCall(method, options.withDeadline(deadline).withStreamTracerFactory(this));
    }

    @Override
    public ClientStreamTracer newClientStreamTracer(
        ClientStreamTracer.StreamInfo info, Metadata headers) {
      return new ClientStreamTracer() {
        @Override
        public void streamCreated(Attributes transportAttributes, Metadata sentHeaders) {
          sent = true;
        }
      };
    }
  }
}

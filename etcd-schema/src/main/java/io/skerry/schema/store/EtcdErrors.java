package io.skerry.schema.store;

import io.grpc.Status;
import io.skerry.schema.store.StoreException.Code;

/// What etcd's refusals mean to callers. Pure.
final class EtcdErrors {

  private static final String RESTING = "Channel shutdown invoked";

  private EtcdErrors() {}

  /// The exception for a call that failed and is known to have had no effect, or was only a read.
  static StoreException exception(Status status) {
    return new StoreException(code(status), message(status), status.asRuntimeException());
  }

  /// Whether the failure says for certain that a write did not happen: etcd refused it before it
  /// was proposed. Everything else may still be carried out, even after the answer.
  static boolean certainlyWithoutEffect(Status status) {
    return code(status) != Code.UNAVAILABLE || text(status).contains("too many requests");
  }

  /// Whether another member might answer.
  static boolean isTransient(Status status) {
    return status.getCode() == Status.Code.UNAVAILABLE
        || status.getCode() == Status.Code.DEADLINE_EXCEEDED;
  }

  /// Whether the answer was larger than this client accepts.
  static boolean isTooLargeAnswer(Status status) {
    return status.getCode() == Status.Code.RESOURCE_EXHAUSTED
        && text(status).contains("exceeds maximum size");
  }

  /// Whether a lease does not exist.
  static boolean isLeaseGone(Status status) {
    return status.getCode() == Status.Code.NOT_FOUND && text(status).contains("lease not found");
  }

  /// What happened, for logs and exceptions.
  static String message(Status status) {
    Throwable cause = status.getCause();
    return "etcd: "
        + status.getCode()
        + (text(status).isEmpty() ? "" : ": " + text(status))
        + (cause == null ? "" : ": " + cause.getMessage());
  }

  private static Code code(Status status) {
    return switch (status.getCode()) {
      case OUT_OF_RANGE -> text(status).contains("compacted") ? Code.COMPACTED : Code.REFUSED;
      case RESOURCE_EXHAUSTED -> exhausted(text(status));
      case INVALID_ARGUMENT,
          NOT_FOUND,
          ALREADY_EXISTS,
          FAILED_PRECONDITION,
          PERMISSION_DENIED,
          UNAUTHENTICATED,
          UNIMPLEMENTED ->
          Code.REFUSED;
      case OK, CANCELLED, UNKNOWN, DEADLINE_EXCEEDED, ABORTED, INTERNAL, UNAVAILABLE, DATA_LOSS ->
          Code.UNAVAILABLE;
    };
  }

  private static Code exhausted(String text) {
    if (text.contains("space exceeded")) {
      return Code.NO_SPACE;
    }
    return text.contains("larger than max") || text.contains("exceeds maximum size")
        ? Code.REFUSED
        : Code.UNAVAILABLE;
  }

  private static String text(Status status) {
    String description = status.getDescription();
    if (description == null) {
      return "";
    }
    // What the transport calls a connection that rests between two tries.
    return description.equals(RESTING) ? "no connection, the next try is due soon" : description;
  }
}

package io.skerry.control.api.resource;

import io.skerry.control.api.problem.Outcome;
import io.skerry.control.api.problem.Problem;
import io.skerry.control.api.problem.ProblemCode;
import io.skerry.schema.model.Kind;
import io.skerry.schema.model.TenantName;
import java.util.List;
import java.util.Optional;

/// What a listing asks for.
///
/// @param kind of the items
/// @param tenant only of this tenant
/// @param labels only with these labels
/// @param filter only nodes of which this is true
/// @param drifting only nodes that run something else than they must run
/// @param limit the most items of one page, 1 to 1000
/// @param from where to go on
record ListQuery(
    Kind kind,
    Optional<TenantName> tenant,
    LabelSelector labels,
    Optional<NodeFilter> filter,
    boolean drifting,
    int limit,
    Optional<ContinueToken> from) {

  private static final int DEFAULT_LIMIT = 100;
  private static final int MAX_LIMIT = 1000;

  /// Reads the query parameters; empty texts count as absent.
  static Outcome<ListQuery> read(Kind kind, Optional<TenantName> tenant, Parameters parameters) {
    List<String> identity = identity(kind, tenant, parameters);
    return LabelSelector.parse(parameters.labels())
        .then(
            labels ->
                filter(kind, parameters.filter())
                    .then(
                        filter ->
                            drift(kind, parameters.drift())
                                .then(
                                    drifting ->
                                        page(parameters, identity)
                                            .map(
                                                page ->
                                                    new ListQuery(
                                                        kind,
                                                        tenant,
                                                        labels,
                                                        filter,
                                                        drifting,
                                                        page.limit(),
                                                        page.from())))));
  }

  private static Outcome<Page> page(Parameters parameters, List<String> identity) {
    return limit(parameters.limit())
        .then(limit -> from(parameters.from(), identity).map(from -> new Page(limit, from)));
  }

  /// Everything that selects the items, for the check of the continue token.
  static List<String> identity(Kind kind, Optional<TenantName> tenant, Parameters parameters) {
    return List.of(
        kind.plural(),
        tenant.map(TenantName::value).orElse(""),
        parameters.labels(),
        parameters.filter(),
        parameters.drift());
  }

  private static Outcome<Optional<NodeFilter>> filter(Kind kind, String text) {
    if (text.isBlank()) {
      return Outcome.done(Optional.empty());
    }
    return kind == Kind.NODE
        ? NodeFilter.parse(text).map(Optional::of)
        : Outcome.refused(Problem.invalid("filter", "works on nodes only: use labels"));
  }

  private static Outcome<Boolean> drift(Kind kind, String text) {
    return WriteOptions.flag("drift", text)
        .then(
            wanted ->
                wanted && kind != Kind.NODE
                    ? Outcome.refused(Problem.invalid("drift", "works on nodes only: leave it out"))
                    : Outcome.done(wanted));
  }

  /// Out of range is clamped, as clients expect of a page size.
  private static Outcome<Integer> limit(String text) {
    if (text.isBlank()) {
      return Outcome.done(DEFAULT_LIMIT);
    }
    return text.matches("-?[0-9]{1,9}")
        ? Outcome.done(Math.clamp(Integer.parseInt(text), 1, MAX_LIMIT))
        : Outcome.refused(
            Problem.invalid("limit", "must be a number of items from 1 to " + MAX_LIMIT));
  }

  private static Outcome<Optional<ContinueToken>> from(String text, List<String> identity) {
    if (text.isBlank()) {
      return Outcome.done(Optional.empty());
    }
    return text.length() > 2048
        ? Outcome.refused(Problem.of(ProblemCode.GONE, "that is no continue token: list again"))
        : ContinueToken.decode(text, identity).map(Optional::of);
  }

  /// The query parameters as they came, absent ones empty.
  record Parameters(String labels, String filter, String drift, String limit, String from) {}

  private record Page(int limit, Optional<ContinueToken> from) {}
}

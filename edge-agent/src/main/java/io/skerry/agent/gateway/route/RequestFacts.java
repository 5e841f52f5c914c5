package io.skerry.agent.gateway.route;

import java.util.Optional;

/// What decisions may know of a request, as it arrived: nothing is decoded or normalised.
public interface RequestFacts {

  /// In upper case.
  String method();

  /// In lower case, without a port; empty when the request has none.
  String host();

  /// Begins with `/`, without the query.
  String path();

  /// Without the question mark; empty when there is none.
  String query();

  /// The first value of a header, whose name is matched without case.
  Optional<String> header(String name);

  /// The address that the connection comes from, without a port.
  String client();
}

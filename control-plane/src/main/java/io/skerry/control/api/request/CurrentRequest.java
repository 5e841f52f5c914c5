package io.skerry.control.api.request;

import jakarta.enterprise.context.RequestScoped;
import org.jspecify.annotations.Nullable;

/// The origin of the request at hand, filled in by [RequestFilter] before any endpoint runs.
@RequestScoped
public class CurrentRequest {

  private volatile @Nullable RequestOrigin origin;

  /// Who asked.
  public RequestOrigin origin() {
    RequestOrigin known = origin;
    if (known == null) {
      throw new IllegalStateException("no request is being served on this thread");
    }
    return known;
  }

  void begin(RequestOrigin known) {
    origin = known;
  }
}

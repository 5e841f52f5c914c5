package io.skerry.bench.storm;

import io.skerry.agent.observe.ControlPlane;
import java.net.URI;

/// The agents' way to the control plane, through a line, whichever of its addresses they choose.
///
/// @param real sends
/// @param line in between
/// @param answered calls that the control plane answered, by when it did
record RoutedControlPlane(ControlPlane real, Line line, Tally answered) implements ControlPlane {

  @Override
  public Reply post(Call call) {
    URI through = URI.create(line.url()).resolve(call.url().getRawPath());
    Reply reply = real.post(new Call(through, call.bearer(), call.body(), call.encoding()));
    if (reply instanceof Reply.Answer) {
      answered.count();
    }
    return reply;
  }

  @Override
  public void close() {
    real.close();
  }
}

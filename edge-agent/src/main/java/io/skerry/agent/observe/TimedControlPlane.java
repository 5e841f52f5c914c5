package io.skerry.agent.observe;

/// A control plane whose answers also say what time it is.
public final class TimedControlPlane implements ControlPlane {

  private final ControlPlane controlPlane;
  private final ClockWatch clock;

  /// @param controlPlane is closed with this
  public TimedControlPlane(ControlPlane controlPlane, ClockWatch clock) {
    this.controlPlane = controlPlane;
    this.clock = clock;
  }

  @Override
  public Reply post(Call call) {
    clock.check();
    Reply reply = controlPlane.post(call);
    if (reply instanceof Reply.Answer answer) {
      answer.date().ifPresent(clock::heard);
    }
    return reply;
  }

  @Override
  public void close() {
    controlPlane.close();
  }
}

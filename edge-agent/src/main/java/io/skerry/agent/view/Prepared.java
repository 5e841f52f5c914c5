package io.skerry.agent.view;

/// What was made ready from a snapshot beside its entries, to be activated and left together with
/// them by the one write of the view's reference.
public interface Prepared {

  /// Nothing.
  Prepared NONE = () -> {};

  /// It will not be used by anything that begins after this, because it was never activated or was
  /// replaced. What it holds is released when the last user is done.
  void retire();
}

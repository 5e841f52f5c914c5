package io.skerry.control.runtime;

import io.skerry.control.lease.Term;

/// Work that only the leader does.
public interface LeaderDuty {

  /// A short name for the thread and the log.
  String name();

  /// Does the work until the thread is interrupted or the term is over. Runs on its own virtual
  /// thread; what it must remember beyond the term lies in the store. A run that fails is started
  /// again after a pause.
  void run(Term term) throws InterruptedException;
}

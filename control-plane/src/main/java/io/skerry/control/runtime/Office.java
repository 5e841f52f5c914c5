package io.skerry.control.runtime;

import io.skerry.control.lease.Term;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whether this replica leads, and in which term. Advisory: what keeps a former leader from writing
/// is the fence in each write, not this. Safe for use by many threads.
public final class Office {

  private static final Logger LOG = LoggerFactory.getLogger(Office.class);

  private final ReentrantLock changing = new ReentrantLock();
  private final List<Observer> observers = new CopyOnWriteArrayList<>();
  private volatile @Nullable Term current;

  /// Is told when the office changes hands, one call at a time, in order. Must not block.
  public interface Observer {
    /// This replica leads from now on.
    void entered(Term term);

    /// It does not any more.
    void left(Term term);
  }

  /// Adds an observer.
  public void observe(Observer observer) {
    observers.add(observer);
  }

  /// The current term; empty while another replica leads.
  public Optional<Term> term() {
    return Optional.ofNullable(current);
  }

  /// Whether this replica still is in office for this term, as far as it knows.
  public boolean holds(Term term) {
    return term.equals(current);
  }

  /// Takes office.
  void enter(Term term) {
    changing.lock();
    try {
      current = term;
      LOG.info("This replica leads, term {}", term);
      observers.forEach(observer -> observer.entered(term));
    } finally {
      changing.unlock();
    }
  }

  /// Leaves office; without effect when the term is over already.
  public void leave(Term term, String reason) {
    changing.lock();
    try {
      if (term.equals(current)) {
        current = null;
        LOG.info("This replica no longer leads (term {}): {}", term, reason);
        observers.forEach(observer -> observer.left(term));
      }
    } finally {
      changing.unlock();
    }
  }
}

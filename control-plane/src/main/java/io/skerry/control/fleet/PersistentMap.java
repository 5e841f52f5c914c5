package io.skerry.control.fleet;

import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import org.pcollections.TreePMap;

/// An immutable sorted map whose changed copies share structure: one changed key costs O(log n),
/// however many keys there are. Iteration is in key order. Safe for use by many threads.
///
/// @param <K> the keys, in their natural order
/// @param <V> the values
public final class PersistentMap<K extends Comparable<? super K>, V> {

  private final TreePMap<K, V> entries;

  private PersistentMap(TreePMap<K, V> entries) {
    this.entries = entries;
  }

  /// A map without entries.
  public static <K extends Comparable<? super K>, V> PersistentMap<K, V> empty() {
    return new PersistentMap<>(TreePMap.<K, V>empty());
  }

  /// The value at a key.
  public Optional<V> get(K key) {
    return Optional.ofNullable(entries.get(key));
  }

  /// Whether there is a value at a key.
  public boolean has(K key) {
    return entries.containsKey(key);
  }

  /// A copy with the key set.
  public PersistentMap<K, V> with(K key, V value) {
    return new PersistentMap<>(entries.plus(key, value));
  }

  /// A copy without the key; this map when it is not there.
  public PersistentMap<K, V> without(K key) {
    return entries.containsKey(key) ? new PersistentMap<>(entries.minus(key)) : this;
  }

  /// How many entries.
  public int size() {
    return entries.size();
  }

  /// Whether there is no entry.
  public boolean isEmpty() {
    return entries.isEmpty();
  }

  /// An unmodifiable view in key order.
  public SortedMap<K, V> asMap() {
    return entries;
  }

  /// An unmodifiable view of the keys from `from` on, in key order.
  public Map<K, V> from(K from) {
    return entries.tailMap(from, true);
  }

  /// An unmodifiable view of the keys after `key`, in key order.
  public Map<K, V> after(K key) {
    return entries.tailMap(key, false);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PersistentMap<?, ?> that && entries.equals(that.entries);
  }

  @Override
  public int hashCode() {
    return entries.hashCode();
  }

  @Override
  public String toString() {
    return entries.toString();
  }
}

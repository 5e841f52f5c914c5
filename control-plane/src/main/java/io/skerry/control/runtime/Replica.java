package io.skerry.control.runtime;

import io.skerry.schema.key.Keys;
import io.skerry.schema.store.StateStore;
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/// What the loops of one control-plane replica share.
///
/// @param store the cell's store
/// @param keys where things are in it
/// @param view what it holds
/// @param office whether this replica leads
/// @param clock the time
/// @param random the jitter
public record Replica(
    StateStore store,
    Keys keys,
    FleetView view,
    Office office,
    InstantSource clock,
    RandomGenerator random) {}

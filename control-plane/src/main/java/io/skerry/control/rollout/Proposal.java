package io.skerry.control.rollout;

import io.skerry.control.fleet.Versioned;
import io.skerry.schema.model.Digest;
import io.skerry.schema.model.Ref;
import io.skerry.schema.model.ResourceName;
import java.util.Optional;

/// A node that should run something else than its ref says.
///
/// @param node which
/// @param snapshot what it should run
/// @param current its ref as stored; empty when it never had one
public record Proposal(ResourceName node, Digest snapshot, Optional<Versioned<Ref>> current) {}

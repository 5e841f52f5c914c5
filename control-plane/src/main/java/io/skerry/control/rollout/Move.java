package io.skerry.control.rollout;

import io.skerry.schema.model.Ref;

/// A proposal that may happen now.
///
/// @param proposal what moves where
/// @param rollout on whose behalf
/// @param wave of that rollout, from 0
/// @param reason why
public record Move(Proposal proposal, String rollout, int wave, Ref.Reason reason) {}

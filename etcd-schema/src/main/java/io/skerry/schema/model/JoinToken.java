package io.skerry.schema.model;

import java.time.Instant;

/// A one-time permission for one node to enrol. Using it deletes it in the transaction that stores
/// the node's credential, so that it can never be used twice.
///
/// @param id the public half of the token
/// @param secret digest of the secret half
/// @param node the only node that may use it
/// @param expiresAt after which it is refused
public record JoinToken(String id, Digest secret, ResourceName node, Instant expiresAt) {}

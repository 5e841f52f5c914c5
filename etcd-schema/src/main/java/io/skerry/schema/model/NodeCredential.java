package io.skerry.schema.model;

import java.time.Instant;

/// What a node proves its identity with.
///
/// @param node whose it is
/// @param secret digest of the secret that only the node holds
/// @param issuedAt when it enrolled
public record NodeCredential(ResourceName node, Digest secret, Instant issuedAt) {}

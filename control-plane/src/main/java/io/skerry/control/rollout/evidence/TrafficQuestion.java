package io.skerry.control.rollout.evidence;

import io.skerry.schema.model.ResourceName;
import io.skerry.schema.model.TenantName;
import java.time.Instant;

/// The requests of a service since an instant.
///
/// @param tenant of the service
/// @param service its name
/// @param since windows that began earlier do not count
public record TrafficQuestion(TenantName tenant, ResourceName service, Instant since) {}

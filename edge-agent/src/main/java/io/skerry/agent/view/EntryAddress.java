package io.skerry.agent.view;

import io.skerry.schema.model.TenantName;

/// Where an entry is found in a snapshot; unique in it.
///
/// @param tenant whose it is
/// @param name the hierarchical address, such as `policy/us-east-1/asr/rate-limit`
public record EntryAddress(TenantName tenant, String name) {}

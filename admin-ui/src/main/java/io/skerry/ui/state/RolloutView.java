package io.skerry.ui.state;

/// How far a rollout is.
///
/// @param path `tenant/name`
/// @param subject what it changes, such as `Policy cache`; the first of several, and `+ n`
/// @param phase as the API names it, such as `rollingBack`
/// @param wave the last admitted wave, from 1; 0 before the first
/// @param waves how many there are
/// @param reason why it stands where it stands; may be empty
public record RolloutView(
    String path, String subject, String phase, int wave, int waves, String reason) {}

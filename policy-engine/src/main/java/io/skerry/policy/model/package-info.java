/// The declared resources that decisions are made from.
@NullMarked
package io.skerry.policy.model;

import org.jspecify.annotations.NullMarked;

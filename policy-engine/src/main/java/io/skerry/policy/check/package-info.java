/// What must hold between resources before a change is accepted.
@NullMarked
package io.skerry.policy.check;

import org.jspecify.annotations.NullMarked;

/// Accepted changes and ref changes in PostgreSQL, exactly once. The only package that sees
/// Hibernate.
@NullMarked
package io.skerry.control.history;

import org.jspecify.annotations.NullMarked;

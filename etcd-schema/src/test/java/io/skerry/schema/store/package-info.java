/// The in-memory twin of the store, its contract, and a real etcd for tests.
@NullMarked
package io.skerry.schema.store;

import org.jspecify.annotations.NullMarked;

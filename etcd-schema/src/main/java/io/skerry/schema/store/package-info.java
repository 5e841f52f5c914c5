/// The port to the store, its etcd adapter, its in-memory twin and the gap-free watch loop.
@NullMarked
package io.skerry.schema.store;

import org.jspecify.annotations.NullMarked;

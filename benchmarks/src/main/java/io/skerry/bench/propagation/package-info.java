/// From an edit at the API to the last node that applied it, beside a bare etcd fan-out of the same
/// run.
@NullMarked
package io.skerry.bench.propagation;

import org.jspecify.annotations.NullMarked;

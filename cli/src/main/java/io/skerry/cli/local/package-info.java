/// The local stack: etcd, PostgreSQL, a control plane and agents as child processes.
@NullMarked
package io.skerry.cli.local;

import org.jspecify.annotations.NullMarked;

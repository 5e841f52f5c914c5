/// What Skerry stores in etcd, and how.
@NullMarked
package io.skerry.schema;

import org.jspecify.annotations.NullMarked;

/// What a request through a node's gateway costs, beside other proxies and none.
@NullMarked
package io.skerry.bench.gateway;

import org.jspecify.annotations.NullMarked;

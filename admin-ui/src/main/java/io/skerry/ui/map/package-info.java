/// Geometry and painting of the world map and the topology.
@NullMarked
package io.skerry.ui.map;

import org.jspecify.annotations.NullMarked;

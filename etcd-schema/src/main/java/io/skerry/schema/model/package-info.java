/// What Skerry talks about: resources, snapshots, refs and statuses as immutable records.
@NullMarked
package io.skerry.schema.model;

import org.jspecify.annotations.NullMarked;

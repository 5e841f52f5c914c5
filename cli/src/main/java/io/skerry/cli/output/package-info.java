/// The forms in which commands write what the API answered: for a person, or as a document.
@NullMarked
package io.skerry.cli.output;

import org.jspecify.annotations.NullMarked;

/// Commands about single services.
@NullMarked
package io.skerry.cli.service;

import org.jspecify.annotations.NullMarked;

/// What policies do to requests and answers.
@NullMarked
package io.skerry.agent.gateway.filter;

import org.jspecify.annotations.NullMarked;

/// Which service and which version a request goes to: pure functions of the request.
@NullMarked
package io.skerry.agent.gateway.route;

import org.jspecify.annotations.NullMarked;

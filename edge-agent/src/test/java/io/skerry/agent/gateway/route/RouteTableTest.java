package io.skerry.agent.gateway.route;

import static org.assertj.core.api.Assertions.assertThat;

import io.skerry.agent.gateway.route.RouteTable.Entry;
import io.skerry.schema.model.Delivery.Route;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RouteTableTest {

  private static final RouteTable<String> TABLE =
      new RouteTable<>(
          List.of(
              route("*", "/default/web", Route.Prefix.CUT_OFF, "cut"),
              route("*", "/a", Route.Prefix.KEPT, "a"),
              route("*", "/a/b/c", Route.Prefix.KEPT, "abc"),
              route("api.example.com", "/", Route.Prefix.KEPT, "exact"),
              route("*.example.com", "/x", Route.Prefix.KEPT, "wildcard"),
              route("*.eu.example.com", "/x", Route.Prefix.KEPT, "longer wildcard")));

  @ParameterizedTest
  @CsvSource({
    "other.org, /a, a, 0",
    "other.org, /a/b, a, 0",
    "other.org, /a/b/c/d/e, abc, 0",
    "other.org, /ab, '', 0",
    "other.org, /, '', 0",
    "other.org, /default/web, cut, 12",
    "other.org, /default/web/y, cut, 12",
    "other.org, /default/website, '', 0",
    "api.example.com, /anything, exact, 0",
    "www.example.com, /x/y, wildcard, 0",
    "n1.eu.example.com, /x, longer wildcard, 0",
    "www.example.com, /a, a, 0",
    "example.com, /x, '', 0"
  })
  void theMostPreciseRouteWins(String host, String path, String target, int cut) {
    var match = TABLE.find(Facts.of(host, path));
    assertThat(match.map(RouteTable.Match::target).orElse("")).isEqualTo(target);
    assertThat(match.map(RouteTable.Match::cut).orElse(0)).isEqualTo(cut);
  }

  @Test
  void ofTwoRoutesThatAreAlikeTheFirstCounts() {
    RouteTable<String> table =
        new RouteTable<>(
            List.of(
                route("*", "/a", Route.Prefix.KEPT, "first"),
                route("*", "/a", Route.Prefix.CUT_OFF, "second")));
    assertThat(table.find(Facts.of("", "/a")).orElseThrow().target()).isEqualTo("first");
    assertThat(table.shadowed()).containsExactly("*/a");
  }

  private static Entry<String> route(
      String host, String prefix, Route.Prefix strip, String target) {
    return new Entry<>(new Route(host, prefix, strip), target);
  }
}

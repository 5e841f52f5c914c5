package io.skerry.agent.gateway.filter;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import io.skerry.agent.gateway.route.RequestFacts;
import io.skerry.schema.model.Bytes;
import io.skerry.schema.model.PolicyConfig;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Answers to GET that a node keeps, in memory, up to a total size. It keeps an answer only when
/// neither side forbids it (RFC 9111): status 200, no `Authorization`, no `no-store`, `private` or
/// `no-cache`, no `Set-Cookie`, no `Vary` on what the cache does not tell apart. Safe for use by
/// any thread.
public final class AnswerCache {

  private static final Pattern MAX_AGE =
      Pattern.compile("(?:^|[\\s,])(s-maxage|max-age)=\"?([0-9]{1,9})");
  private static final Pattern FORBIDS =
      Pattern.compile("(?:^|[\\s,])(?:no-store|no-cache|private)(?:$|[\\s,=])");
  private static final int OVERHEAD = 512;

  private final PolicyConfig.Cache config;
  private final LongSupplier nanos;
  private final Cache<Key, Kept> answers;
  private final LongAdder hits = new LongAdder();
  private final LongAdder misses = new LongAdder();

  /// What tells answers apart.
  public record Key(String version, String host, String target, List<String> varied) {}

  /// A kept answer.
  ///
  /// @param status of the answer
  /// @param headers end to end ones, names and values
  /// @param body the whole body
  /// @param since when it was kept, by the cache's clock
  /// @param lifeNanos how long it may be used
  public record Kept(
      int status, List<Map.Entry<String, String>> headers, Bytes body, long since, long lifeNanos) {
    /// Copies the list.
    public Kept {
      headers = List.copyOf(headers);
    }
  }

  /// @param nanos a monotonic clock
  public AnswerCache(PolicyConfig.Cache config, LongSupplier nanos) {
    this.config = config;
    this.nanos = nanos;
    this.answers =
        Caffeine.newBuilder()
            .maximumWeight(config.maxBytes())
            .weigher((Key _, Kept kept) -> kept.body().size() + OVERHEAD)
            .expireAfter(Expiry.creating((Key _, Kept kept) -> Duration.ofNanos(kept.lifeNanos())))
            .ticker(nanos::getAsLong)
            .executor(Runnable::run)
            .build();
  }

  /// Under what an answer to the request would be kept; empty when none may be.
  public Optional<Key> keyOf(RequestFacts request, String version, String target) {
    boolean reads = request.method().equals("GET") || request.method().equals("HEAD");
    if (!reads
        || request.header("authorization").isPresent()
        || request.header("range").isPresent()
        || request.header("cache-control").filter(it -> FORBIDS.matcher(it).find()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        new Key(
            version,
            request.host(),
            target,
            Stream.concat(Stream.of("accept-encoding"), config.vary().stream())
                .map(name -> request.header(name).orElse(""))
                .toList()));
  }

  /// The kept answer; empty when there is none or it is too old.
  public Optional<Kept> find(Key key) {
    Optional<Kept> found = Optional.ofNullable(answers.getIfPresent(key));
    (found.isPresent() ? hits : misses).increment();
    return found;
  }

  /// Its age in whole seconds.
  public long ageSeconds(Kept kept) {
    return TimeUnit.NANOSECONDS.toSeconds(nanos.getAsLong() - kept.since());
  }

  /// How long an answer may be kept; empty when it may not.
  ///
  /// @param length of its body in bytes; negative when it does not say
  /// @param header finds its headers by lower-case name
  public Optional<Duration> lifeOf(
      int status, long length, Function<String, Optional<String>> header) {
    if (status != 200 || length < 0 || length > config.maxEntryBytes()) {
      return Optional.empty();
    }
    boolean varies = header.apply("vary").filter(names -> !isToldApart(names)).isPresent();
    if (varies || header.apply("set-cookie").isPresent()) {
      return Optional.empty();
    }
    Optional<String> control = header.apply("cache-control").map(it -> it.toLowerCase(Locale.ROOT));
    if (control.filter(it -> FORBIDS.matcher(it).find()).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(control.flatMap(AnswerCache::maxAge).orElse(config.ttl()))
        .filter(Duration::isPositive);
  }

  /// Keeps an answer.
  public void keep(
      Key key, int status, List<Map.Entry<String, String>> headers, Bytes body, Duration life) {
    answers.put(key, new Kept(status, headers, body, nanos.getAsLong(), life.toNanos()));
  }

  /// Requests answered from here.
  public long hits() {
    return hits.sum();
  }

  /// Requests that could have been.
  public long misses() {
    return misses.sum();
  }

  private boolean isToldApart(String names) {
    for (String name : List.of(names.toLowerCase(Locale.ROOT).split(",", -1))) {
      String plain = name.strip();
      if (!plain.equals("accept-encoding") && !config.vary().contains(plain)) {
        return false;
      }
    }
    return true;
  }

  /// What a shared cache goes by first.
  private static Optional<Duration> maxAge(String control) {
    Optional<Duration> found = Optional.empty();
    Matcher matcher = MAX_AGE.matcher(control);
    while (matcher.find()) {
      if (matcher.group(1).equals("s-maxage") || found.isEmpty()) {
        found = Optional.of(Duration.ofSeconds(Long.parseLong(matcher.group(2))));
      }
    }
    return found;
  }
}

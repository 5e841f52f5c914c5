package io.skerry.it.rules;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static io.skerry.it.rules.EntryPoints.entryPoints;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;

/// What keeps every run repeatable and bounded: time, chance and threads are passed in, and no wait
/// is for ever.
///
/// @param root the package all modules live under
record PurityRules(String root) {

  /// All rules of this group.
  List<ArchRule> all() {
    return List.of(
        injected("the clock is", clock()),
        injected("randomness is", randomness()),
        injected("threads are", threads()),
        everyWaitIsBounded(),
        eventLoopNeverWaits());
  }

  private ArchRule injected(String what, DescribedPredicate<JavaAccess<?>> source) {
    return noClasses()
        .that(mustBeGiven())
        .should()
        .accessTargetWhere(source)
        .as(what + " passed in, except in runtime packages and entry points");
  }

  private ArchRule everyWaitIsBounded() {
    return noClasses()
        .that(not(entryPoints().or(keepsLimits())))
        .should()
        .accessTargetWhere(
            DescribedPredicate.or(
                Calls.to("java.util.concurrent.CompletableFuture", "join"),
                Calls.to("java.util.concurrent.locks.LockSupport", "park"),
                Calls.to("io.smallrye.mutiny.groups.UniAwait", "indefinitely"),
                Calls.withParameters(0, "java.util.concurrent.CompletableFuture", "get"),
                Calls.withParameters(0, "java.util.concurrent.Future", "get"),
                Calls.withParameters(0, "java.util.concurrent.CountDownLatch", "await"),
                Calls.withParameters(0, "java.util.concurrent.Semaphore", "acquire"),
                Calls.withParameters(0, "java.util.concurrent.locks.Condition", "await"),
                Calls.withParameters(0, "java.lang.Thread", "join"),
                Calls.withParameters(0, "java.lang.Process", "waitFor"),
                Calls.withParameters(0, "java.lang.Object", "wait")))
        .as("every wait has a time-out, except that of an entry point");
  }

  private ArchRule eventLoopNeverWaits() {
    return noClasses()
        .that()
        .resideInAnyPackage(root + ".control.api..", root + ".control.history..")
        .should()
        .accessTargetWhere(Calls.to("io.smallrye.mutiny.Uni", "await"))
        .as("code on the event loop never waits")
        .allowEmptyShould(true);
  }

  private DescribedPredicate<JavaClass> mustBeGiven() {
    return not(
        resideInAnyPackage(root + "..runtime..", root + ".cli.local..")
            .or(keepsLimits())
            .or(entryPoints())
            .or(equivalentTo(root + ".cli.Skerry")));
  }

  /// The package whose waits are limited by a thread of its own.
  private DescribedPredicate<JavaClass> keepsLimits() {
    return resideInAnyPackage(root + ".schema.wait");
  }

  private static DescribedPredicate<JavaClass> equivalentTo(String className) {
    return DescribedPredicate.describe(className, type -> type.getName().equals(className));
  }

  private static DescribedPredicate<JavaAccess<?>> clock() {
    return DescribedPredicate.or(
        Calls.to("java.lang.System", "nanoTime", "currentTimeMillis"),
        Calls.to("java.time.InstantSource", "system"),
        Calls.to("java.time.Clock", "systemUTC", "systemDefaultZone", "system", "tickMillis"),
        Calls.withParameters(0, "java.util.Date", "<init>"),
        Calls.to("java.util.Calendar", "getInstance"),
        DescribedPredicate.describe("a now() without a clock", PurityRules::asksTheSystemClock));
  }

  private static boolean asksTheSystemClock(JavaAccess<?> access) {
    return access.getTargetOwner().getPackageName().startsWith("java.time")
        && (Calls.withParameters(0, access.getTargetOwner().getName(), "now").test(access)
            || access.getTarget().getFullName().endsWith(".now(java.time.ZoneId)"));
  }

  private static DescribedPredicate<JavaAccess<?>> randomness() {
    return DescribedPredicate.or(
        Calls.to("java.lang.Math", "random"),
        Calls.to("java.util.UUID", "randomUUID"),
        Calls.to("java.util.concurrent.ThreadLocalRandom", "*"),
        Calls.withParameters(0, "java.util.Random", "<init>"),
        Calls.withParameters(0, "java.util.SplittableRandom", "<init>"),
        Calls.to("java.security.SecureRandom", "<init>", "getInstance", "getInstanceStrong"),
        Calls.to("java.util.random.RandomGenerator", "getDefault", "of"),
        Calls.withParameters(1, "java.util.Collections", "shuffle"),
        Calls.to("com.github.f4b6a3.ulid.UlidCreator", "*"));
  }

  private static DescribedPredicate<JavaAccess<?>> threads() {
    return DescribedPredicate.or(
        Calls.to("java.lang.Thread", "<init>", "sleep", "ofVirtual", "ofPlatform"),
        Calls.to("java.lang.Thread", "startVirtualThread"),
        Calls.to("java.util.concurrent.TimeUnit", "sleep"),
        Calls.to("java.util.concurrent.Executors", "*"),
        Calls.to("java.util.concurrent.ThreadPoolExecutor", "<init>"),
        Calls.to("java.util.concurrent.ScheduledThreadPoolExecutor", "<init>"),
        Calls.to("java.util.concurrent.ForkJoinPool", "<init>", "commonPool"),
        Calls.withParameters(1, "java.util.concurrent.CompletableFuture", "supplyAsync"),
        Calls.withParameters(1, "java.util.concurrent.CompletableFuture", "runAsync"),
        Calls.to("java.util.Timer", "<init>"),
        Calls.to("java.util.Collection", "parallelStream"),
        Calls.to("java.util.List", "parallelStream"),
        Calls.to("java.util.stream.Stream", "parallel"));
  }
}

package io.ccobridge.observe;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.ccobridge.changeorder.State;
import io.ccobridge.procore.PollReport;
import io.ccobridge.procore.RateLimit;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.logging.LogbackMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

/**
 * The numbers of {@code /observe/metrics}: the process, the pool, and what an operator alarms on.
 * What is not known, as before the first poll, is NaN.
 */
public final class Metrics implements AutoCloseable {

    private static final List<String> CATEGORIES =
            List.of("transient", "business", "configuration", "unknown");

    private static final List<String> EXPORTS =
            List.of("running", "draining", "circuit-open", "maintenance", "paused");

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final LogbackMetrics logged = new LogbackMetrics();
    private final Clock clock;

    public Metrics(Clock clock) {
        this.clock = clock;
        List<MeterBinder> process =
                List.of(
                        new JvmInfoMetrics(),
                        new JvmMemoryMetrics(),
                        new JvmThreadMetrics(),
                        new ClassLoaderMetrics(),
                        new ProcessorMetrics(),
                        new UptimeMetrics(),
                        new FileDescriptorMetrics(),
                        collections,
                        logged);
        process.forEach(numbers -> numbers.bindTo(registry));
    }

    public PrometheusMeterRegistry registry() {
        return registry;
    }

    public void watch(HikariDataSource pool) {
        pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }

    public void watch(RateLimit procore) {
        gauge(
                "procore.rate.limit",
                "Calls that the present window of Procore's rate limit allows",
                () -> procore.last().map(window -> (double) window.limit()).orElse(Double.NaN));
        gauge(
                "procore.rate.limit.remaining",
                "Calls that are left in the present window of Procore's rate limit",
                () -> procore.last().map(this::remaining).orElse(Double.NaN));
    }

    public void watch(Levels levels) {
        for (State state : State.values()) {
            level(levels, "change.orders", "Change orders", at -> at.changeOrders().get(state))
                    .tag("state", state.name())
                    .register(registry);
        }
        for (String category : CATEGORIES) {
            level(
                            levels,
                            "dead.letters",
                            "Open dead letters",
                            at -> at.deadLetters().getOrDefault(category, 0L))
                    .tag("category", category)
                    .register(registry);
        }
        level(
                        levels,
                        "export.lag",
                        "How long the export that waits longest has been due",
                        Levels.Level::lagSeconds)
                .baseUnit("seconds")
                .register(registry);
        level(
                        levels,
                        "spectrum.circuit.open",
                        "1 while Spectrum is down or refuses us, and exports wait",
                        at -> at.circuit().state().equals("closed") ? 0 : 1)
                .register(registry);
        for (String state : EXPORTS) {
            level(
                            levels,
                            "exports",
                            "1 for the state that exports are in",
                            at -> at.exports().equals(state) ? 1 : 0)
                    .tag("state", state)
                    .register(registry);
        }
        level(
                        levels,
                        "poll.age",
                        "Since the last poll that read anything has ended",
                        at -> age(at.lastGoodPoll()))
                .baseUnit("seconds")
                .register(registry);
        poll(levels, "poll.calls", "API calls of the newest poll", PollReport::calls);
        poll(levels, "poll.seen", "Change orders that the newest poll saw", PollReport::seen);
        poll(
                levels,
                "poll.errors",
                "What the newest poll could not read",
                poll -> poll.errors().size());
    }

    @Override
    public void close() {
        collections.close();
        logged.close();
        registry.close();
    }

    private void poll(
            Levels levels, String name, String description, ToDoubleFunction<PollReport> number) {
        level(
                        levels,
                        name,
                        description,
                        at ->
                                at.lastPoll() == null
                                        ? Double.NaN
                                        : number.applyAsDouble(at.lastPoll()))
                .register(registry);
    }

    private static Gauge.Builder<Supplier<Number>> level(
            Levels levels, String name, String description, ToDoubleFunction<Levels.Level> number) {
        return named(
                name,
                description,
                () -> levels.now().map(number::applyAsDouble).orElse(Double.NaN));
    }

    private void gauge(String name, String description, Supplier<Number> number) {
        named(name, description, number).register(registry);
    }

    private static Gauge.Builder<Supplier<Number>> named(
            String name, String description, Supplier<Number> number) {
        return Gauge.builder("cco.bridge." + name, number).description(description);
    }

    /** A window that is over has all its calls again. */
    private double remaining(RateLimit.Window window) {
        return window.resetsAt().isAfter(clock.instant()) ? window.remaining() : window.limit();
    }

    private double age(Instant moment) {
        return moment == null
                ? Double.NaN
                : Duration.between(moment, clock.instant()).toMillis() / 1000.0;
    }
}

package io.ccobridge.procore;

import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.changeorder.ChangeOrder;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.procore.LoggedRequest;
import io.ccobridge.sandbox.procore.SandboxProcore;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Random;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.seda.SedaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.awaitility.Awaitility;

/**
 * The real routes against the sandbox Procore, on a clock that only waits move. Where the checks
 * and the queue are to come, it remembers what arrives, and answers as the queue would.
 */
final class WithProcore implements AutoCloseable, KnownChangeOrders {

    /** What has been handed over to be checked. */
    record Arrived(ChangeOrder changeOrder, String document, String listDigest) {}

    final TestClock clock = new TestClock("2026-11-23T12:00:00Z");
    final SandboxProcore sandbox;
    final HikariDataSource database;
    final RateLimit rateLimit = new RateLimit(clock);
    final List<Duration> waits = new CopyOnWriteArrayList<>();
    final List<Arrived> arrived = new CopyOnWriteArrayList<>();
    final Map<String, Arrived> queue = new HashMap<>();
    final List<String> refusedKeys = new ArrayList<>();
    final List<String> gone = new ArrayList<>();

    /** By key, what the bridge failed at, and the document. */
    final Map<String, String> broken = new HashMap<>();

    final Polls polls;
    final Catalog catalog;
    final StoredDocuments documents;
    final Procore procore;
    final ProcoreClient client;
    private final CamelContext camel = new DefaultCamelContext();
    private final ProducerTemplate template;

    WithProcore() {
        this(
                Databases.Engine.H2,
                new PollProcore.Settings(List.of(), Duration.ofMinutes(5), false));
    }

    WithProcore(Databases.Engine engine, PollProcore.Settings settings) {
        this(engine, settings, 100);
    }

    WithProcore(Databases.Engine engine, PollProcore.Settings settings, int pageSize) {
        sandbox = SandboxProcore.builder().clock(clock).start();
        database = engine.open();
        template = camel.createProducerTemplate();
        String company = Long.toString(sandbox.companyId());
        client =
                new ProcoreClient(
                        template,
                        company,
                        sandbox.clientId(),
                        sandbox.clientSecret(),
                        rateLimit,
                        this::pause,
                        new Random(1),
                        clock);
        procore = new Procore(client, company, pageSize);
        polls = new Polls(database, "node-1", clock);
        catalog = new Catalog(database, clock);
        documents =
                new StoredDocuments(new DocumentReader(ZoneId.of("America/Chicago"), "."), catalog);
        camel.getRegistry().bind("polls", polls);
        camel.getRegistry()
                .bind(
                        "poll",
                        new PollProcore(
                                procore,
                                catalog,
                                this,
                                (project, key, id, message, document) ->
                                        broken.put(key, message + "\n" + document),
                                documents,
                                settings,
                                clock));
        start();
    }

    private void pause(Duration time) {
        if (!time.isZero()) {
            waits.add(time);
            clock.advance(time);
        }
    }

    private void start() {
        Properties settings = new Properties();
        settings.put("procore.api-url", sandbox.url());
        settings.put("procore.login-url", sandbox.url());
        settings.put("procore.poll.cron", "");
        settings.put("procore.full-poll.cron", "");
        camel.getPropertiesComponent().setInitialProperties(settings);
        camel.getShutdownStrategy().setTimeout(5);
        // else an idle queue holds up the end of each test by up to a second
        camel.getComponent("seda", SedaComponent.class).setDefaultPollTimeout(10);
        try {
            for (String file : List.of("1-poll-procore", "procore-call")) {
                PluginHelper.getRoutesLoader(camel)
                        .loadRoutes(
                                ResourceHelper.resolveMandatoryResource(
                                        camel, "file:" + Path.of("routes", file + ".camel.yaml")));
            }
            camel.addRoutes(
                    new RouteBuilder() {
                        @Override
                        public void configure() {
                            from("direct:check").routeId("check").process(e -> arrive(e));
                        }
                    });
            camel.start();
            template.start();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private void arrive(Exchange exchange) {
        ChangeOrder changeOrder = exchange.getMessage().getBody(ChangeOrder.class);
        if (refusedKeys.contains(changeOrder.key())) {
            throw new IllegalStateException("the queue is on strike");
        }
        Arrived arrival =
                new Arrived(
                        changeOrder,
                        exchange.getVariable("document", String.class),
                        exchange.getVariable("listDigest", String.class));
        arrived.add(arrival);
        Arrived before = queue.put(changeOrder.project().id() + "/" + changeOrder.key(), arrival);
        String kind = before == null ? "NEW" : "CHANGED";
        boolean same = before != null && before.document().equals(arrival.document());
        exchange.setVariable("arrival", same ? "UNCHANGED" : kind);
    }

    @Override
    public Map<String, String> digests(long projectId, Collection<String> keys) {
        Map<String, String> digests = new HashMap<>();
        for (String key : keys) {
            Optional.ofNullable(queue.get(projectId + "/" + key))
                    .ifPresent(known -> digests.put(key, known.listDigest()));
        }
        return digests;
    }

    @Override
    public Map<String, Long> all(long projectId) {
        Map<String, Long> ids = new HashMap<>();
        queue.forEach(
                (key, known) -> {
                    if (known.changeOrder().project().id() == projectId
                            && !gone.contains(known.changeOrder().key())) {
                        ids.put(known.changeOrder().key(), known.changeOrder().procoreId());
                    }
                });
        return ids;
    }

    @Override
    public void gone(long projectId, String key) {
        gone.add(key);
    }

    /** A poll that reads everything. */
    PollReport pollWhole() {
        return whole(
                () ->
                        template.requestBody(
                                        "direct:startPoll",
                                        (Object) Json.read("{\"full\": true}"),
                                        PollReport.class)
                                .id());
    }

    /** A whole poll, a minute after whatever was before. */
    PollReport poll() {
        return whole(() -> begin().id());
    }

    /** The poll that a webhook wakes. */
    PollReport wake(String webhook) {
        return whole(
                () -> {
                    template.requestBody("direct:procoreWebhook", Json.read(webhook));
                    return polls.newest().id();
                });
    }

    private PollReport whole(Supplier<String> beginning) {
        clock.advance(Duration.ofMinutes(1));
        arrived.clear();
        waits.clear();
        sandbox.clearRequests();
        String id = beginning.get();
        Awaitility.await()
                .atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !polls.newest().state().equals("running"));
        PollReport report = polls.newest();
        if (!report.id().equals(id)) {
            throw new IllegalStateException("another poll");
        }
        return report;
    }

    PollReport begin() {
        Exchange answer = template.request("direct:startPoll", exchange -> {});
        if (answer.getException() != null) {
            throw new IllegalStateException(answer.getException());
        }
        return answer.getMessage().getBody(PollReport.class);
    }

    List<String> arrivedTitles() {
        return arrived.stream().map(arrival -> arrival.changeOrder().title()).toList();
    }

    /** Calls of the API, without those for tokens. */
    List<LoggedRequest> calls() {
        return sandbox.requests("/rest/");
    }

    CamelContext camel() {
        return camel;
    }

    @Override
    public void close() {
        camel.stop();
        sandbox.close();
        database.close();
    }
}

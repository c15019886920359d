package io.ccobridge.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.zaxxer.hikari.HikariDataSource;
import io.ccobridge.Databases;
import io.ccobridge.access.Delegations;
import io.ccobridge.access.ProvidedUsers;
import io.ccobridge.access.SavedViews;
import io.ccobridge.access.Sessions;
import io.ccobridge.access.Tokens;
import io.ccobridge.access.Users;
import io.ccobridge.audit.AuditChain;
import io.ccobridge.audit.Draft;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Role;
import io.ccobridge.console.Consoles;
import io.ccobridge.json.Json;
import io.ccobridge.procore.Polls;
import io.ccobridge.queue.ApprovalRules;
import io.ccobridge.queue.ExportsReport;
import io.ccobridge.queue.OpenMoves;
import io.ccobridge.queue.Timeline;
import io.ccobridge.report.Attention;
import io.ccobridge.report.ChangeOrderCsv;
import io.ccobridge.report.ChangeOrderDetail;
import io.ccobridge.report.ChangeOrderList;
import io.ccobridge.report.Statistics;
import io.ccobridge.report.StatusReport;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.io.CloseMode;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The whole HTTP side on a free port: the real document, the real routes, a real database. A call
 * whose route belongs to another room goes to {@link #stand}, and {@link #seen} has what came
 * there.
 */
final class RunningApi implements AutoCloseable {

    private static final Path ROUTES = Path.of("routes/http-api.camel.yaml");
    static final String ADMIN = "the-admin-token";
    static final String WEBHOOK = "procore's own";

    /** The least: at the bridge's own, hundreds of users and sign-ins take longer than the rest. */
    private static final int PASSWORD_COST = 4;

    /** An answer as a client has it. */
    record Got(int status, Map<String, String> headers, String text) {
        JsonNode json() {
            return Json.read(text);
        }

        String header(String name) {
            return headers.get(name.toLowerCase(Locale.ROOT));
        }
    }

    final HikariDataSource dataSource;
    final JdbcClient jdbc;
    final ApiDocument document = ApiDocument.ofThisProgram();
    final AtomicReference<Exchange> seen = new AtomicReference<>();
    final AtomicReference<Processor> stand = new AtomicReference<>(exchange -> {});
    final List<HealthCheck> checks = new ArrayList<>();
    final AtomicReference<String> trouble = new AtomicReference<>();
    final Map<Role, String> tokens = new EnumMap<>(Role.class);
    final Users users;
    final Tokens tokenTable;
    final Authentication authentication;
    final Sessions sessions;
    final ProvidedUsers provided;
    final HttpServer server;
    private final CamelContext camel = new DefaultCamelContext();
    private final CloseableHttpClient client =
            HttpClients.custom()
                    .disableAutomaticRetries()
                    .disableRedirectHandling()
                    .disableContentCompression()
                    .build();

    RunningApi() {
        this(Databases.Engine.H2, WEBHOOK);
    }

    RunningApi(Databases.Engine engine, String webhookToken) {
        this(engine, webhookToken, Clock.systemUTC(), ADMIN);
    }

    /**
     * @param adminToken the setting security.admin-token; empty for none
     */
    RunningApi(Databases.Engine engine, String webhookToken, Clock clock, String adminToken) {
        dataSource = engine.open();
        jdbc = JdbcClient.create(dataSource);
        SecureRandom random = new SecureRandom();
        tokenTable = new Tokens(dataSource, clock, random, adminToken);
        for (Role role : Role.values()) {
            tokens.put(
                    role,
                    tokenTable
                            .create(
                                    Json.mapper()
                                            .valueToTree(
                                                    Map.of(
                                                            "name",
                                                            role.word() + "-program",
                                                            "role",
                                                            role.word())),
                                    new Caller("test", Set.of(Role.ADMIN)))
                            .token());
        }
        users = new Users(dataSource, clock, random, !adminToken.isEmpty(), PASSWORD_COST);
        provided = new ProvidedUsers(dataSource, users, clock);
        checks.add(new HealthCheck("database", true, trouble::get));
        sessions =
                new Sessions(
                        dataSource,
                        users::callerNamed,
                        clock,
                        random,
                        Duration.ofMinutes(30),
                        Duration.ofHours(12));
        FailedLogins failedLogins = new FailedLogins(clock);
        authentication = new Authentication(tokenTable, users, sessions, failedLogins);
        Delegations delegations = new Delegations(dataSource, clock);
        PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        metrics.counter("exports").increment();
        server =
                new HttpServer(
                        "127.0.0.1",
                        0,
                        document,
                        authentication,
                        checks,
                        metrics,
                        Consoles.of(
                                authentication,
                                sessions,
                                new SavedViews(dataSource),
                                new ApiCalls(document, camel.createProducerTemplate()),
                                random,
                                null,
                                provided::vouchedFor,
                                ZoneOffset.UTC,
                                "USD",
                                clock,
                                "test"));
        ChangeOrderList list = new ChangeOrderList(jdbc, clock);
        Polls polls = new Polls(dataSource, "test", clock);
        Map<String, Object> beans =
                Map.of(
                        "apiDocument",
                        document,
                        "tokens",
                        tokenTable,
                        "users",
                        users,
                        "changeOrderList",
                        list,
                        "changeOrderCsv",
                        new ChangeOrderCsv(list, clock),
                        "changeOrderDetail",
                        new ChangeOrderDetail(
                                jdbc,
                                row ->
                                        new ChangeOrderDetail.Outlook(
                                                new ChangeOrderDetail.Links(null, null, null),
                                                List.of()),
                                new OpenMoves(jdbc, new ApprovalRules(true, null, Duration.ZERO)),
                                new Timeline(jdbc, request -> "curl"),
                                new ExportsReport(jdbc, clock),
                                clock),
                        "statistics",
                        new Statistics(jdbc, ZoneOffset.UTC, "USD", clock),
                        "polls",
                        polls,
                        "statusReport",
                        new StatusReport(
                                jdbc,
                                clock,
                                new StatusReport.Sources(
                                        polls::newest,
                                        () -> null,
                                        () -> null,
                                        () -> "off",
                                        "test",
                                        Map.of())));
        camel.getRegistry().bind("attention", new Attention(jdbc, "USD"));
        beans.forEach(camel.getRegistry()::bind);
        camel.getRegistry().bind("delegations", delegations);
        camel.getRegistry()
                .bind("ownAccount", new OwnAccount(users, delegations, failedLogins, document));
        try {
            camel.addRoutes(
                    new HttpApi(document, authentication, webhookToken, server.servletName()));
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(
                            ResourceHelper.resolveResource(
                                    camel, "file:" + ROUTES.toAbsolutePath()));
            camel.addRoutes(standIns());
            server.listen();
            camel.start();
            server.answer();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** Appends to the audit trail. */
    void entry(Draft draft) {
        new TransactionTemplate(new JdbcTransactionManager(dataSource))
                .executeWithoutResult(status -> new AuditChain(jdbc).append(draft));
    }

    private RouteBuilder standIns() {
        return new RouteBuilder() {
            @Override
            public void configure() {
                String own = read(ROUTES);
                for (Operation operation : document.operations()) {
                    if (!own.contains("direct:" + operation.id() + "\n")) {
                        from("direct:" + operation.id())
                                .process(seen::set)
                                .process(exchange -> stand.get().process(exchange));
                    }
                }
            }
        };
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A request as nobody in particular; the body, when there is one, as JSON. */
    HttpUriRequestBase request(String method, String path, String body) {
        HttpUriRequestBase request =
                new HttpUriRequestBase(
                        method, URI.create("http://127.0.0.1:" + server.port() + path));
        if (body != null) {
            request.setEntity(new StringEntity(body, ContentType.APPLICATION_JSON));
        }
        return request;
    }

    Got as(Role role, String method, String path, String body) {
        HttpUriRequestBase request = request(method, "/api/v1" + path, body);
        request.setHeader("Authorization", "Bearer " + tokens.get(role));
        return send(request);
    }

    /** As a user, or as whoever has this Authorization. */
    Got with(String authorization, String method, String path, String body) {
        HttpUriRequestBase request = request(method, "/api/v1" + path, body);
        request.setHeader("Authorization", authorization);
        return send(request);
    }

    static String basic(String name, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }

    Got asAdmin(String method, String path, String body) {
        return as(Role.ADMIN, method, path, body);
    }

    Got send(ClassicHttpRequest request) {
        try {
            return client.execute(
                    request,
                    response -> {
                        Map<String, String> headers = new HashMap<>();
                        for (Header header : response.getHeaders()) {
                            headers.put(
                                    header.getName().toLowerCase(Locale.ROOT), header.getValue());
                        }
                        return new Got(
                                response.getCode(),
                                headers,
                                response.getEntity() == null
                                        ? ""
                                        : EntityUtils.toString(response.getEntity()));
                    });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // its idle connections would hold up the server's stop for a second
        client.close(CloseMode.GRACEFUL);
        server.stop();
        camel.stop();
        dataSource.close();
    }
}

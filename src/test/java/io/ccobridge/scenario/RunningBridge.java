package io.ccobridge.scenario;

import static org.awaitility.Awaitility.await;
import static org.awaitility.pollinterval.IterativePollInterval.iterative;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Bridge;
import io.ccobridge.Databases;
import io.ccobridge.ShiftedClock;
import io.ccobridge.changeorder.Role;
import io.ccobridge.console.Rehearsal;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.procore.SandboxProcore;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.settings.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.io.CloseMode;
import org.awaitility.core.ThrowingRunnable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** A bridge between the two sandboxes, reached as programs reach it. */
class RunningBridge implements AutoCloseable {

    /** Not a setting of the bridge: its calls to Spectrum go through {@link #door}. */
    static final String BEHIND_A_DOOR = "behind-a-door";

    private static final String ADMIN_TOKEN = "scenario";
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration SOON = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofMillis(10);

    final SandboxProcore procore;
    final SandboxSpectrum spectrum;

    /** All calls of the bridge to Spectrum go through it. */
    final Door door;

    /** The bridge's; the sandboxes go by the system's. */
    final ShiftedClock clock = new ShiftedClock();

    private final Map<String, String> environment = new HashMap<>();
    private final CloseableHttpClient client =
            HttpClients.custom().disableAutomaticRetries().build();
    private final Map<Role, Api> callers = new EnumMap<>(Role.class);
    private Bridge bridge;

    RunningBridge(Databases.Engine engine, Company company, Map<String, String> settings) {
        procore = SandboxProcore.builder().company(company).start();
        spectrum = SandboxSpectrum.builder().start();
        door = new Door(spectrum.url());
        spectrum.books().addStatusCode("CR", ActionType.COST_ONLY);
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "procore.api-url", procore.url(),
                                "procore.login-url", procore.url(),
                                "procore.client-id", procore.clientId(),
                                "procore.client-secret", procore.clientSecret(),
                                "procore.company-id", Long.toString(procore.companyId()),
                                "procore.poll.cron", "",
                                "procore.full-poll.cron", ""));
        all.putAll(
                Map.of(
                        "spectrum.url",
                        settings.containsKey(BEHIND_A_DOOR) ? door.url() : spectrum.url(),
                        "spectrum.company-code",
                        spectrum.companyCode(),
                        "spectrum.authorization-id",
                        spectrum.authorizationId(),
                        "spectrum.change-request-status",
                        "CR",
                        "spectrum.reference.cron",
                        "",
                        "spectrum.timeout",
                        "5s",
                        "export.retry.first-delay",
                        "1ms",
                        "database.url",
                        engine.migrated(),
                        "http.port",
                        "0",
                        "security.admin-token",
                        ADMIN_TOKEN));
        all.putAll(settings);
        all.remove(BEHIND_A_DOOR);
        all.forEach(this::set);
        callers.put(Role.ADMIN, new Api(client, this::url, ADMIN_TOKEN));
    }

    // ---- The bridge
    // ------------------------------------------------------------------------------------------

    void start() {
        Path home = Path.of("");
        Settings settings =
                Settings.load(home.resolve("config"), null, environment, new Properties());
        bridge = new Bridge(settings, home, clock);
        int readings = readings();
        bridge.start();
        // what is read at the start is old when it comes after what a test has added since
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .until(
                        () ->
                                readings() > readings
                                        && bridge.camel().getInflightRepository().size("at-start")
                                                == 0);
        List.of("look-for-due-exports", "run-replays-every-second", "notices").forEach(this::hurry);
    }

    /** What a route looks for by its timer, it looks for every {@link #SOON}. */
    private void hurry(String route) {
        try {
            if (bridge.camel().getRouteController().getRouteStatus(route).isStarted()) {
                bridge.camel().getRouteController().stopRoute(route);
                bridge.camel()
                        .getRoute(route)
                        .getEndpoint()
                        .configureProperties(new HashMap<>(Map.of("period", SOON.toMillis())));
                bridge.camel().getRouteController().startRoute(route);
            }
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often Spectrum was asked for what the bridge reads first. */
    private int readings() {
        return spectrum.ledger().calls("GetJob").size();
    }

    /** For the next start. */
    final void set(String key, String value) {
        environment.put(key.toUpperCase(Locale.ROOT).replaceAll("[.-]", "_"), value);
    }

    /** Stops, and starts with other settings on the same database. */
    void restart(Map<String, String> settings) {
        stop();
        settings.forEach(this::set);
        start();
    }

    /** What the route rehearse-console does at the start. */
    void rehearse() {
        bridge.camel().getRegistry().lookupByNameAndType("rehearsal", Rehearsal.class).run();
    }

    /** As with SIGTERM; the database and the sandboxes stay. */
    void stop() {
        bridge.close();
    }

    private String url() {
        return address() + "/api/v1";
    }

    /** Where people reach it. */
    String address() {
        return "http://127.0.0.1:" + bridge.port();
    }

    Api admin() {
        return as(Role.ADMIN);
    }

    /** A caller with that role alone, by the role's name. */
    Api as(Role role) {
        return callers.computeIfAbsent(role, r -> caller(r.word(), r));
    }

    /** A new caller of that name. */
    Api caller(String name, Role role) {
        return new Api(
                client,
                this::url,
                admin().post("/tokens", Map.of("name", name, "role", role.word()))
                        .path("token")
                        .asText());
    }

    /** A caller with a token of its own. */
    Api withToken(String token) {
        return new Api(client, this::url, token);
    }

    /** What spectrum.reference.cron does at its time. */
    void refresh() {
        bridge.camel()
                .createProducerTemplate()
                .requestBody("direct:refresh-reference-data", (Object) null);
    }

    /**
     * Asks for the same as a project manager and waits for its end.
     *
     * @return what is held then
     */
    JsonNode refreshAsAPerson() {
        String id =
                as(Role.PROJECT_MANAGER)
                        .post("/reference-data/refresh", Map.of())
                        .path("id")
                        .asText();
        await().until(
                        () -> admin().get("/reference-data").path("refreshes").get(0),
                        newest ->
                                newest.path("id").asText().equals(id)
                                        && !newest.path("state").asText().equals("running"));
        return admin().get("/reference-data");
    }

    /** What mail.digest.cron does at its time. */
    void writeDigest() {
        bridge.camel().createProducerTemplate().requestBody("direct:write-digest", (Object) null);
    }

    /** Polls, and waits for the end. */
    JsonNode poll() {
        String id = startPoll();
        return ended(id);
    }

    /** The same of a poll that reads everything. */
    JsonNode pollWhole() {
        String id = admin().post("/polls", Map.of("full", true)).path("id").asText();
        return ended(id);
    }

    private JsonNode ended(String id) {
        return await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> pollRun(id), run -> !run.path("state").asText().equals("running"));
    }

    String startPoll() {
        return admin().post("/polls", Map.of()).path("id").asText();
    }

    JsonNode pollRun(String id) {
        return items(admin().get("/polls?per_page=20")).stream()
                .filter(run -> run.path("id").asText().equals(id))
                .findFirst()
                .orElseThrow();
    }

    void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE)
                .pollDelay(Duration.ZERO)
                .pollInterval(iterative(RunningBridge::longer, FIRST_PAUSE))
                .untilAsserted(assertion);
    }

    /** Every look keeps the bridge from its work: those who wait longer look less often. */
    private static Duration longer(Duration pause) {
        return pause.compareTo(SOON) < 0 ? pause.multipliedBy(3).dividedBy(2) : pause;
    }

    /** What retention.cron does at its time. */
    void archive() {
        bridge.camel().createProducerTemplate().requestBody("direct:archive-synced", (Object) null);
    }

    void clearFaults() {
        procore.faults().clear();
        spectrum.faults().clear();
    }

    JdbcClient database() {
        return JdbcClient.create(bridge.dataSource());
    }

    static List<JsonNode> items(JsonNode page) {
        return StreamSupport.stream(page.path("items").spliterator(), false).toList();
    }

    static List<String> texts(JsonNode list, String field) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(item -> item.path(field).asText())
                .toList();
    }

    @Override
    public void close() {
        client.close(CloseMode.GRACEFUL);
        stop();
        door.close();
        spectrum.close();
        procore.close();
    }
}

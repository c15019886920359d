package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Bridge;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.procore.SandboxProcore;
import io.ccobridge.sandbox.spectrum.ActionType;
import io.ccobridge.sandbox.spectrum.Audit;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import io.ccobridge.sandbox.spectrum.SandboxSpectrum;
import io.ccobridge.settings.Settings;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.StreamSupport;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.awaitility.core.ThrowingRunnable;

/**
 * A bridge with its own routes and settings between a sandbox Procore and a sandbox Spectrum. Tests
 * do in the sandboxes what people do in the real ones, and everything else over the HTTP API.
 */
final class World implements AutoCloseable {

    private static final String ADMIN_TOKEN = "scenario";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    final SandboxProcore procore;
    final SandboxSpectrum spectrum;

    private final Map<String, String> environment = new HashMap<>();
    private final CloseableHttpClient client =
            HttpClients.custom().disableAutomaticRetries().build();
    private final Map<Role, Api> callers = new EnumMap<>(Role.class);
    private Bridge bridge;
    private int sites;

    /**
     * A contractor with one building site, {@link #site}.
     *
     * @param settings by key; what they leave out is set so that nothing waits for long
     */
    static World on(Databases.Engine engine, Map<String, String> settings) {
        World world = new World(engine, new Company(Clock.systemUTC()), settings);
        world.start();
        return world;
    }

    /** The same with this company in Procore, and nothing in Spectrum. */
    static World of(Company company, Databases.Engine engine, Map<String, String> settings) {
        World world = new World(engine, company, settings);
        world.start();
        return world;
    }

    private World(Databases.Engine engine, Company company, Map<String, String> settings) {
        procore = SandboxProcore.builder().company(company).start();
        spectrum = SandboxSpectrum.builder().start();
        spectrum.books().addStatusCode("CR", ActionType.COST_ONLY);
        Map<String, String> all =
                new HashMap<>(
                        Map.of(
                                "procore.api-url", procore.url(),
                                "procore.login-url", procore.url(),
                                "procore.client-id", procore.clientId(),
                                "procore.client-secret", procore.clientSecret(),
                                "procore.company-id", Long.toString(procore.companyId()),
                                "procore.poll.cron", ""));
        all.putAll(
                Map.of(
                        "spectrum.url",
                        spectrum.url(),
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
                        engine.url(),
                        "http.port",
                        "0",
                        "security.admin-token",
                        ADMIN_TOKEN));
        all.putAll(settings);
        all.forEach(
                (key, value) ->
                        environment.put(
                                key.toUpperCase(java.util.Locale.ROOT).replaceAll("[.-]", "_"),
                                value));
        callers.put(Role.ADMIN, new Api(client, this::url, ADMIN_TOKEN));
    }

    // ---- The bridge
    // ------------------------------------------------------------------------------------------

    void start() {
        Path home = Path.of("");
        Settings settings =
                Settings.load(home.resolve("config"), null, environment, new Properties());
        bridge = new Bridge(settings, home, Clock.systemUTC());
        bridge.start();
    }

    /** As with SIGTERM; the database and the sandboxes stay. */
    void stop() {
        bridge.close();
    }

    private String url() {
        return "http://127.0.0.1:" + bridge.port() + "/api/v1";
    }

    Api admin() {
        return as(Role.ADMIN);
    }

    /** A caller with that role alone, by the role's name. */
    Api as(Role role) {
        return callers.computeIfAbsent(
                role,
                r ->
                        new Api(
                                client,
                                this::url,
                                admin().post("/tokens", Map.of("name", r.word(), "role", r.word()))
                                        .path("token")
                                        .asText()));
    }

    /** A new building site, known to the bridge. */
    Site site() {
        Site site = new Site(procore.company(), spectrum.books(), "%02d".formatted(++sites));
        refresh();
        return site;
    }

    /** What spectrum.reference.cron does at its time. */
    void refresh() {
        bridge.camel()
                .createProducerTemplate()
                .requestBody("direct:refresh-reference-data", (Object) null);
    }

    /** Polls, and waits for the end. */
    JsonNode poll() {
        String id = startPoll();
        await().atMost(PATIENCE).until(() -> !pollRun(id).path("state").asText().equals("running"));
        return pollRun(id);
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

    // ---- Change orders
    // ------------------------------------------------------------------------------------------

    /** Of every change order in the bridge. */
    List<JsonNode> all() {
        return items(admin().get("/change-orders?per_page=200"));
    }

    /** The bridge's id. */
    String id(ProcoreChangeOrder changeOrder) {
        return all().stream()
                .filter(item -> item.path("procore_id").asLong() == changeOrder.id())
                .map(item -> item.path("id").asText())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the bridge does not know it"));
    }

    JsonNode show(ProcoreChangeOrder changeOrder) {
        return admin().get("/change-orders/" + id(changeOrder));
    }

    String state(ProcoreChangeOrder changeOrder) {
        return show(changeOrder).path("state").asText();
    }

    List<String> unmet(ProcoreChangeOrder changeOrder) {
        return texts(show(changeOrder).path("problems"), "requirement");
    }

    /** An answer to a move with the version that is seen now. */
    Api.Answer move(Api caller, ProcoreChangeOrder changeOrder, String move, String... fields) {
        JsonNode seen = show(changeOrder);
        Map<String, Object> body = new HashMap<>();
        body.put("version", seen.path("version").asInt());
        for (int i = 0; i < fields.length; i += 2) {
            body.put(fields[i], fields[i + 1]);
        }
        return caller.tryPost("/change-orders/" + seen.path("id").asText() + "/" + move, body);
    }

    JsonNode accept(ProcoreChangeOrder changeOrder) {
        return move(as(Role.APPROVER), changeOrder, "accept").good();
    }

    /** Found by a poll, and accepted. */
    void pollAndAccept(ProcoreChangeOrder... changeOrders) {
        poll();
        for (ProcoreChangeOrder changeOrder : changeOrders) {
            accept(changeOrder);
        }
    }

    void eventually(ThrowingRunnable assertion) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(25)).untilAsserted(assertion);
    }

    void eventually(ProcoreChangeOrder changeOrder, String state) {
        eventually(() -> assertThat(state(changeOrder)).isEqualTo(state));
    }

    List<JsonNode> history(ProcoreChangeOrder changeOrder) {
        return items(admin().get("/change-orders/" + id(changeOrder) + "/history"));
    }

    /** What its attempts came to, oldest first. */
    List<String> outcomes(ProcoreChangeOrder changeOrder) {
        return texts(show(changeOrder).path("attempts"), "outcome");
    }

    // ---- Dead letters
    // ------------------------------------------------------------------------------------------

    /** The open dead letter of a change order. */
    JsonNode deadLetter(ProcoreChangeOrder changeOrder) {
        String id = id(changeOrder);
        return items(admin().get("/dead-letters?per_page=200")).stream()
                .filter(letter -> letter.path("change_order_id").asText().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("it has no open dead letter"));
    }

    // ---- Spectrum
    // ------------------------------------------------------------------------------------------

    /** Spectrum holds exactly what Procore says, and every line of it was told one amount only. */
    void assertSynced(ProcoreChangeOrder changeOrder) {
        eventually(changeOrder, "SYNCED");
        assertHeld(changeOrder, Site.owed(changeOrder));
        assertThat(audit(changeOrder)).as("lines that were told two amounts").isEmpty();
    }

    void assertHeld(ProcoreChangeOrder changeOrder, Map<String, BigDecimal> amounts) {
        String number = number(changeOrder);
        assertThat(spectrum.ledger().amounts(number)).containsExactlyInAnyOrderEntriesOf(amounts);
        assertThat(spectrum.ledger().changeRequest(number).orElseThrow().lines())
                .allSatisfy(line -> assertThat(line.subcontractAmount()).isEqualTo(line.amount()));
    }

    List<Audit.Rewritten> audit(ProcoreChangeOrder changeOrder) {
        assertThat(spectrum.ledger().audit().autoCreated()).isZero();
        String number = number(changeOrder);
        return spectrum.ledger().audit().rewritten().stream()
                .filter(rewritten -> rewritten.changeRequest().number().equals(number))
                .toList();
    }

    /** Every call that named its change request number, good or bad. */
    List<ReceivedCall> calls(ProcoreChangeOrder changeOrder) {
        String number = number(changeOrder);
        return spectrum.ledger().calls("ARChangeRequest").stream()
                .filter(call -> call.changeRequestNumber().equals(number))
                .toList();
    }

    String number(ProcoreChangeOrder changeOrder) {
        return show(changeOrder).path("change_request_number").asText();
    }

    void clearFaults() {
        procore.faults().clear();
        spectrum.faults().clear();
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
        stop();
        spectrum.close();
        procore.close();
    }
}

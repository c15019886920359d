package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.Company;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import io.ccobridge.sandbox.spectrum.Audit;
import io.ccobridge.sandbox.spectrum.ReceivedCall;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A bridge with its own routes and settings between a sandbox Procore and a sandbox Spectrum, and
 * what a test says about change orders in it. Tests do in the sandboxes what people do in the real
 * ones, and everything else over the HTTP API.
 */
final class World extends RunningBridge {

    private int sites;

    /** The bridge's ids by Procore's, which never change. */
    private final Map<List<Long>, String> ids = new HashMap<>();

    /**
     * A contractor without a building site yet.
     *
     * @param settings by key; what they leave out is set so that nothing waits for long
     */
    static World on(Databases.Engine engine, Map<String, String> settings) {
        return of(new Company(Clock.systemUTC()), engine, settings);
    }

    /** The same with this company in Procore, of which Spectrum knows nothing. */
    static World of(Company company, Databases.Engine engine, Map<String, String> settings) {
        World world = new World(engine, company, settings);
        world.start();
        return world;
    }

    private World(Databases.Engine engine, Company company, Map<String, String> settings) {
        super(engine, company, settings);
    }

    /** A new building site, known to the bridge. */
    Site site() {
        Site site = new Site(procore.company(), spectrum.books(), "%02d".formatted(++sites));
        refresh();
        return site;
    }

    // ---- Change orders
    // ------------------------------------------------------------------------------------------

    /** Of every change order in the bridge. */
    List<JsonNode> all() {
        List<JsonNode> all = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = admin().get("/change-orders?per_page=200" + after);
            all.addAll(items(page));
            after = page.path("next").isNull() ? "" : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());
        return all;
    }

    /** As lists show it, in whichever of Procore's lists it stands. */
    JsonNode item(ProcoreChangeOrder changeOrder) {
        return all().stream()
                .filter(
                        item ->
                                item.path("procore_id").asLong() == changeOrder.id()
                                        || item.path("procore_id").asLong()
                                                == changeOrder.packageId())
                .findFirst()
                .orElseThrow(() -> new AssertionError("the bridge does not know it"));
    }

    /** The bridge's id. */
    String id(ProcoreChangeOrder changeOrder) {
        List<Long> theirs = List.of(changeOrder.id(), changeOrder.packageId());
        String known = ids.get(theirs);
        if (known == null) {
            known = item(changeOrder).path("id").asText();
            ids.put(theirs, known);
        }
        return known;
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

    /** Its row is looked at until it says so, and then the API once, which works more for it. */
    void eventually(ProcoreChangeOrder changeOrder, String state) {
        eventually(
                () ->
                        assertThat(
                                        database()
                                                .sql(
                                                        "SELECT state FROM change_order WHERE id = :id")
                                                .param("id", Long.valueOf(id(changeOrder)))
                                                .query(String.class)
                                                .single())
                                .isEqualTo(state));
        assertThat(state(changeOrder)).isEqualTo(state);
    }

    List<JsonNode> history(ProcoreChangeOrder changeOrder) {
        return items(admin().get("/change-orders/" + id(changeOrder) + "/history"));
    }

    /** Who made an entry of the history. */
    static String by(JsonNode entry) {
        return entry.path("by").asText();
    }

    /** What its attempts came to, oldest first. */
    List<String> outcomes(ProcoreChangeOrder changeOrder) {
        return texts(show(changeOrder).path("attempts"), "outcome");
    }

    /**
     * Every document that the bridge keeps of a change order by its own id, oldest first. No call
     * of the API shows them whole.
     */
    List<JsonNode> kept(String id) {
        return database()
                .sql("SELECT body FROM document WHERE change_order_id = :id ORDER BY id")
                .param("id", Long.valueOf(id))
                .query(String.class)
                .list()
                .stream()
                .map(body -> Json.read(body).path("change_order"))
                .toList();
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
}

package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.json.Json;
import io.ccobridge.sandbox.company.ProcoreChangeOrder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/** Documents that cannot be read: listed with the cause, and read again after a fix. */
class UnreadableTest extends Scenario {

    /** A site of its own for each scenario, so that none sees another's documents. */
    private Site own;

    @BeforeParameterizedClassInvocation
    static void open(Databases.Engine engine) {
        open(engine, Map.of());
    }

    @BeforeEach
    void ownSite() {
        own = world.site();
    }

    @Test
    void aDocumentIsListedWithItsFieldsAndGroupedWithThoseThatHaveTheSameFaults() {
        ProcoreChangeOrder one = unreadable("description", "{}");
        ProcoreChangeOrder two = unreadable("description", "{}");
        ProcoreChangeOrder total = unreadable("grand_total", "\"12,50\"");
        ProcoreChangeOrder lines =
                own.changeOrder("1.00")
                        .putRawLines(
                                "{\"data\": [{\"id\": \"1\", \"amount\": \"1,00\", \"wbs_code\":"
                                        + " {\"flat_code\": \"03-300.S\"}}]}");
        own.project.putRawChangeOrder("{\"title\": \"No id\"}");
        world.poll();

        assertThat(listed("")).hasSize(5);
        JsonNode first = listed(one);
        assertThat(first.at("/problems/0/field").asText()).isEqualTo("description");
        assertThat(first.at("/problems/0/message").asText())
                .startsWith("Procore's field description");
        assertThat(first.at("/problems/0/fix").asText()).isNotBlank();
        assertThat(first.path("state").asText()).isEqualTo("NEEDS_ATTENTION");
        assertThat(first.path("group").asText()).isEqualTo(listed(two).path("group").asText());
        assertThat(listed(lines).at("/problems/0/field").asText()).isEqualTo("lines[0].amount");
        assertThat(listed("&q=12%2C50")).containsExactly(listed(total));
        assertThat(listed("&q=" + two.id())).containsExactly(listed(two));
        assertThat(listed("&group=" + first.path("group").asText())).hasSize(2);
        assertThat(world.admin().get("/unreadable/groups"))
                .filteredOn(group -> group.path("group").equals(first.path("group")))
                .singleElement()
                .satisfies(
                        group -> {
                            assertThat(group.path("count").asInt()).isEqualTo(2);
                            assertThat(group.path("fields").toString())
                                    .isEqualTo("[\"description\"]");
                        });
        Documented.fits("listUnreadable", world.admin().get("/unreadable"));
        Documented.fits("listUnreadableGroups", world.admin().get("/unreadable/groups"));
        JsonNode whole =
                Documented.fits(
                        "getUnreadable",
                        world.admin().get("/unreadable/" + first.path("id").asText()));
        assertThat(whole.path("document")).isEqualTo(Json.read(one.raw().orElseThrow()));
        assertThat(whole.path("lines").path(0).path("amount").asText()).isEqualTo("2.00");
        assertThat(world.admin().tryGet("/unreadable?colour=red").status()).isEqualTo(400);
        assertThat(world.admin().tryGet("/unreadable/4711").status()).isEqualTo(404);
    }

    @Test
    void afterAFixInProcoreItIsReadAgainWithoutAPollAndMovesOn() {
        ProcoreChangeOrder bad = unreadable("title", "{}");
        world.poll();
        String path = "/unreadable/" + listed(bad).path("id").asText() + "/read-again";
        assertThat(world.as(Role.APPROVER).tryPost(path, Map.of()).status()).isEqualTo(403);
        JsonNode still = world.as(Role.PROJECT_MANAGER).post(path, Map.of());
        assertThat(still.path("outcome").asText()).isEqualTo("unreadable");
        assertThat(still.at("/problems/0/message").asText()).contains("title");

        bad.putRaw(Json.write(Document.of(bad)));
        JsonNode read =
                Documented.fits("readAgain", world.admin().post(path, Map.of("from", "procore")));
        assertThat(read.path("outcome").asText()).isEqualTo("readable");
        assertThat(read.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(world.admin().tryPost(path, Map.of()).status()).isEqualTo(404);
        assertThat(listed("")).isEmpty();
        assertThat(world.history(bad))
                .extracting(entry -> entry.path("reason").asText())
                .contains("Read again from Procore.");
        world.accept(bad);
        world.assertSynced(bad);
    }

    @Test
    void afterAFixInTheBridgeItIsReadAgainAsItWasKept() {
        ProcoreChangeOrder bad = unreadable("grand_total", "\"2,00\"");
        world.poll();
        String id = listed(bad).path("id").asText();
        // as a later release of the bridge would read it
        world.database()
                .sql(
                        "UPDATE document SET body = REPLACE(body, '\"2,00\"', '\"2.00\"') WHERE"
                                + " change_order_id = :id")
                .param("id", Long.valueOf(world.id(bad)))
                .update();
        int calls = world.procore.requests().size();
        JsonNode read =
                world.admin().post("/unreadable/" + id + "/read-again", Map.of("from", "stored"));
        assertThat(read.path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(world.procore.requests()).hasSize(calls);
        assertThat(listed("")).isEmpty();
    }

    @Test
    void aPollThatBringsItWholeTakesItOffTheList() {
        ProcoreChangeOrder bad = unreadable("status", "1");
        world.poll();
        String since = listed(bad).path("first_seen").asText();
        bad.putRaw(Json.write(Document.of(bad).put("number", "changed").put("status", 1)));
        world.poll();
        assertThat(listed(bad).path("first_seen").asText()).isEqualTo(since);
        assertThat(listed(bad).path("last_seen").asText()).isGreaterThan(since);

        bad.putRaw(Json.write(Document.of(bad)));
        world.poll();
        assertThat(listed("")).isEmpty();
        assertThat(world.state(bad)).isEqualTo("READY_TO_EXPORT");
    }

    @Test
    void oneThatWaitsForAccountingAndThenCannotBeReadIsListedToo() {
        ProcoreChangeOrder parked = own.changeOrder("3.00");
        world.poll();
        ObjectNode document = Document.of(parked);
        document.set("title", Json.read("[]"));
        parked.putRaw(Json.writeAscii(document));
        world.poll();
        assertThat(listed(parked).path("state").asText()).isEqualTo("READY_TO_EXPORT");
        assertThat(world.show(parked).path("changed_since_sent").asBoolean()).isTrue();

        parked.putRaw(Json.write(Document.of(parked)));
        world.admin()
                .post(
                        "/unreadable/" + listed(parked).path("id").asText() + "/read-again",
                        Map.of());
        assertThat(listed("")).isEmpty();
        assertThat(world.show(parked).path("changed_since_sent").asBoolean()).isFalse();
    }

    @Test
    void manyAreReadAgainEachForItself() {
        ProcoreChangeOrder mended = unreadable("title", "{}");
        ProcoreChangeOrder bad = unreadable("title", "{}");
        ProcoreChangeOrder gone = unreadable("title", "{}");
        own.project.putRawChangeOrder("{\"title\": \"No id\"}");
        world.poll();
        String group = listed(bad).path("group").asText();
        mended.putRaw(Json.write(Document.of(mended)));
        gone.remove();

        JsonNode results = readAgain(Map.of("group", group));
        assertThat(results.path("readable").asInt()).isEqualTo(1);
        assertThat(results.path("unreadable").asInt()).isEqualTo(1);
        assertThat(results.path("failed").asInt()).isEqualTo(1);
        assertThat(results.path("next").isNull()).isTrue();
        assertThat(World.texts(results.path("results"), "message"))
                .anySatisfy(message -> assertThat(message).contains("does not show it any more"));
        assertThat(world.state(mended)).isEqualTo("READY_TO_EXPORT");
        assertThat(listed("")).hasSize(3);

        List<String> ids = listed("").stream().map(one -> one.path("id").asText()).toList();
        JsonNode byId = readAgain(Map.of("ids", ids, "from", "stored"));
        assertThat(byId.path("unreadable").asInt()).isEqualTo(3);
        JsonNode fromProcore = readAgain(Map.of("ids", ids, "from", "procore"));
        assertThat(World.texts(fromProcore.path("results"), "message"))
                .anySatisfy(message -> assertThat(message).contains("id cannot be read"));
        assertThat(readAgain(Map.of("all", true)).path("total").asInt()).isGreaterThan(2);
        assertThat(
                        world.admin()
                                .tryPost("/unreadable/read-again", Map.of("all", true, "ids", ids))
                                .status())
                .isEqualTo(422);
    }

    /** One of the site whose field is that, as JSON. */
    private ProcoreChangeOrder unreadable(String field, String value) {
        ProcoreChangeOrder bad = own.changeOrder("2.00");
        ObjectNode document = Document.of(bad);
        document.set(field, Json.read(value));
        return bad.putRaw(Json.writeAscii(document));
    }

    /** Of the site's project. */
    private List<JsonNode> listed(String more) {
        return World.items(
                world.admin().get("/unreadable?per_page=200&project=" + own.project.id() + more));
    }

    private JsonNode listed(ProcoreChangeOrder changeOrder) {
        return listed("").stream()
                .filter(one -> one.path("procore_id").asLong() == changeOrder.id())
                .findFirst()
                .orElseThrow(() -> new AssertionError("it is not among the unreadable"));
    }

    private static JsonNode readAgain(Map<String, ?> which) {
        return Documented.fits(
                "readManyAgain",
                world.admin().post("/unreadable/read-again", new HashMap<>(which)));
    }
}

package io.ccobridge.http;

import static io.ccobridge.changeorder.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.audit.Draft;
import io.ccobridge.http.RunningApi.Got;
import io.ccobridge.json.Json;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the API tells of the queue: lists, one change order, its history, polls and status. */
class ReadingTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void anItemIsShownJustAsInTheContract(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            insert(api, Map.of("project_id", 101L, "procore_id", 998877L));
            Got got = api.as(VIEWER, "GET", "/change-orders", null);
            ApiDocumentTest.assertFits(api.document, "/change-orders", "get", got);
            assertThat(got.json())
                    .isEqualTo(
                            Json.read(
                                    """
                                    {"items": [{ "id": "1", "procore_id": 998877, "project_id": 101,
                                      "project_name": "Harbor Tower", "job_number": "24-101",
                                      "commitment_number": "SC-001", "vendor": "Acme Concrete", "vendor_code": "ACME",
                                      "number": "002", "title": "Added footing", "description": "At grid C",
                                      "total": "12500.00", "currency": "USD", "date_created": "2026-11-20",
                                      "state": "READY_TO_EXPORT", "changed_since_sent": false, "problems": [],
                                      "change_request_number": "S001-002", "attempts": 0, "next_attempt_at": null,
                                      "sent_by": "system", "updated_at": "2026-11-20T17:03:11Z", "version": 3 }],
                                     "page": 1, "per_page": 50, "total": 1, "total_capped": false, "next": null}
                                    """));
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void moneyKeepsEveryDecimalAndHasAtLeastTwo(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            for (String total : List.of("100", "-0.5", "1.2345", "0", "99999999999.99")) {
                insert(api, Map.of("total", new BigDecimal(total)));
            }
            assertThat(
                            api.as(VIEWER, "GET", "/change-orders", null)
                                    .json()
                                    .findValuesAsText("total"))
                    .startsWith("100.00", "-0.50", "1.2345", "0.00", "99999999999.99");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyFilterLetsThroughWhatItSays(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            insert(api, Map.of("state", "NEEDS_ATTENTION", "number", "A-1"));
            insert(
                    api,
                    Map.of("state", "RETRIEVED", "vendor", "100%_Steel", "vendor_code", "STEEL"));
            insert(
                    api,
                    Map.of(
                            "state",
                            "REJECTED",
                            "title",
                            "Umbau Fünf",
                            "project_id",
                            7L,
                            "total",
                            new BigDecimal("-250.01")));
            insert(
                    api,
                    Map.of(
                            "state",
                            "UNLINKED",
                            "total",
                            new BigDecimal("250.00"),
                            "change_request_number",
                            "P9",
                            "updated_at",
                            OffsetDateTime.now().minusHours(30)));
            insert(
                    api,
                    Map.of(
                            "state", "SYNCED",
                            "description", "Deep foundation",
                            "updated_at", OffsetDateTime.now().minusMinutes(5)));

            assertThat(ids(api, "?view=needs-attention")).containsExactly("1");
            assertThat(ids(api, "?view=returned")).containsExactly("2", "3", "4");
            assertThat(ids(api, "?view=synced")).containsExactly("5");
            assertThat(ids(api, "?view=ready")).isEmpty();
            assertThat(ids(api, "?view=all")).hasSize(5);
            assertThat(ids(api, "?ids=2,4,999")).containsExactly("2", "4");
            assertThat(ids(api, "?ids=2,5&view=synced")).containsExactly("5");
            assertThat(ids(api, "?project=7")).containsExactly("3");
            assertThat(ids(api, "?vendor=steel")).containsExactly("2");
            assertThat(ids(api, "?vendor=0%25_s")).containsExactly("2");
            assertThat(ids(api, "?vendor=acme&view=synced")).containsExactly("5");
            assertThat(ids(api, "?q=f%C3%BCnf")).containsExactly("3");
            assertThat(ids(api, "?q=a-1")).containsExactly("1");
            assertThat(ids(api, "?q=DEEP")).containsExactly("5");
            assertThat(ids(api, "?q=p9")).containsExactly("4");
            assertThat(ids(api, "?q=24-101")).hasSize(5);
            List<String> largestFirst = ids(api, "?sort=-total");
            assertThat(ids(api, "?q=24-101&sort=-total&per_page=2&page=2"))
                    .isEqualTo(largestFirst.subList(2, 4));
            assertThat(ids(api, "?q=24-101&sort=-total&per_page=2&page=3"))
                    .isEqualTo(largestFirst.subList(4, 5));
            assertThat(ids(api, "?q=24-101&per_page=2&page=4")).isEmpty();
            JsonNode first =
                    api.as(VIEWER, "GET", "/change-orders?q=24-101&sort=-total&per_page=4", null)
                            .json();
            assertThat(first.path("total").asInt()).isEqualTo(5);
            assertThat(
                            ids(
                                    api,
                                    "?q=24-101&sort=-total&per_page=4&after="
                                            + first.path("next").asText()))
                    .isEqualTo(largestFirst.subList(4, 5));
            assertThat(ids(api, "?q=%25")).containsExactly("2");
            assertThat(ids(api, "?min_amount=0&max_amount=999999")).hasSize(5);
            assertThat(ids(api, "?min_amount=250.01&max_amount=250.01")).containsExactly("3");
            assertThat(ids(api, "?max_amount=250&min_amount=249.99")).containsExactly("4");
            assertThat(ids(api, "?min_age=1d")).containsExactly("1", "2", "3", "4");
            assertThat(ids(api, "?min_age=PT36H")).containsExactly("1", "2", "3");
            assertThat(ids(api, "?min_age=1m")).hasSize(5);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everySortIsWalkedWithTheCursorWithoutAGapOrARepeat(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            Random random = new Random(7);
            for (int i = 0; i < 57; i++) {
                Map<String, Object> columns = new LinkedHashMap<>();
                columns.put(
                        "total",
                        random.nextInt(4) == 0 ? null : BigDecimal.valueOf(random.nextInt(5)));
                columns.put("number", random.nextInt(4) == 0 ? null : "n" + random.nextInt(5));
                columns.put("vendor", random.nextInt(4) == 0 ? null : "V" + random.nextInt(5));
                columns.put("project_name", "P" + random.nextInt(5));
                columns.put(
                        "date_created",
                        random.nextInt(4) == 0
                                ? null
                                : LocalDate.of(2026, 1, 1 + random.nextInt(5)));
                columns.put(
                        "updated_at",
                        OffsetDateTime.parse("2026-01-01T00:00:0" + random.nextInt(5) + "Z"));
                insert(api, columns);
            }
            for (String column :
                    List.of(
                            "id",
                            "updated_at",
                            "total",
                            "number",
                            "date_created",
                            "vendor",
                            "project")) {
                List<String> up = walk(api, column);
                List<String> down = walk(api, "-" + column);
                assertThat(up).as(column).hasSize(57).doesNotHaveDuplicates();
                Collections.reverse(down);
                assertThat(down).as(column).isEqualTo(up);
                assertThat(ids(api, "?per_page=200&sort=" + column)).isEqualTo(up);
                assertThat(
                                Stream.of(1, 2, 3)
                                        .flatMap(
                                                page ->
                                                        ids(
                                                                api,
                                                                "?per_page=20&sort="
                                                                        + column
                                                                        + "&page="
                                                                        + page)
                                                                .stream())
                                        .toList())
                        .isEqualTo(up);
            }
            String ofAnother =
                    api.as(VIEWER, "GET", "/change-orders?per_page=2&sort=total", null)
                            .json()
                            .get("next")
                            .textValue();
            assertThat(
                            api.as(
                                            VIEWER,
                                            "GET",
                                            "/change-orders?sort=-total&after=" + ofAnother,
                                            null)
                                    .status())
                    .isEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theTotalIsExactToTenThousandAndCappedBeyond(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            insert(api, Map.of());
            multiply(api, 10_000);
            JsonNode exact = api.as(VIEWER, "GET", "/change-orders", null).json();
            assertThat(exact.get("total").intValue()).isEqualTo(10_000);
            assertThat(exact.get("total_capped").booleanValue()).isFalse();
            insert(api, Map.of());
            JsonNode capped = api.as(VIEWER, "GET", "/change-orders", null).json();
            assertThat(capped.get("total").intValue()).isEqualTo(10_000);
            assertThat(capped.get("total_capped").booleanValue()).isTrue();
            assertThat(api.as(VIEWER, "GET", "/change-orders.csv", null).text().lines().count())
                    .isEqualTo(10_002);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theCsvHasTheColumnsOfTheJsonAndNoFormulas(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            Map<String, Object> columns = new LinkedHashMap<>();
            columns.put("title", "=HYPERLINK(\"http://x\",\"a\")");
            columns.put("description", "+1, then\r\n\"two\"");
            columns.put("total", new BigDecimal("-5.5"));
            columns.put("vendor", "@SUM(A1)");
            columns.put("number", "-7");
            columns.put("currency", null);
            columns.put(
                    "problems",
                    "[{\"requirement\": \"r\", \"message\": \"No.\", \"fix\": \"Yes.\"}]");
            insert(api, columns);

            Got got = api.as(VIEWER, "GET", "/change-orders.csv?view=ready", null);

            assertThat(got.header("Content-Type")).isEqualTo("text/csv;charset=utf-8");
            assertThat(got.text())
                    .isEqualTo(
                            "id,procore_id,project_id,project_name,job_number,commitment_number,vendor,"
                                    + "vendor_code,number,title,description,total,currency,date_created,"
                                    + "state,changed_since_sent,problems,change_request_number,attempts,next_attempt_at,sent_by,updated_at,version\r\n"
                                    + "1,,1,Harbor Tower,24-101,SC-001,'@SUM(A1),ACME,'-7,"
                                    + "\"'=HYPERLINK(\"\"http://x\"\",\"\"a\"\")\",\"'+1, then\r\n"
                                    + "\"\"two\"\"\",-5.50,,2026-11-20,READY_TO_EXPORT,false,No.,S001-002,0,,system,2026-11-20T17:03:11Z,3\r\n");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void oneChangeOrderComesWithLinesAttemptsAndWhatChanged(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            document(api, "12500.0", "Added footing");
            document(api, "13000.0", "Added two footings");
            insert(
                    api,
                    Map.of(
                            "sent_document_id",
                            1L,
                            "present_document_id",
                            2L,
                            "changed_since_sent",
                            true,
                            "state",
                            "ACCEPTED"));
            api.jdbc
                    .sql(
                            "INSERT INTO export_work (change_order_id, export_id, due_at, attempts)"
                                    + " VALUES (1, 1, ?, 1)")
                    .param(OffsetDateTime.parse("2026-11-20T18:00:00Z"))
                    .update();
            api.jdbc
                    .sql(
                            "INSERT INTO attempt (change_order_id, export_id, position, number, at,"
                                    + " node, request, outcome) VALUES (1, 1, 0, 1, ?, 'n1', '<x/>',"
                                    + " 'unknown')")
                    .param(OffsetDateTime.parse("2026-11-20T17:00:00Z"))
                    .update();

            Got got = api.as(VIEWER, "GET", "/change-orders/1", null);

            ApiDocumentTest.assertFits(api.document, "/change-orders/{id}", "get", got);
            JsonNode json = got.json();
            assertThat(json.get("lines"))
                    .isEqualTo(
                            Json.read(
                                    """
                                    [{"id": "100", "wbs_code": "03-300.S", "description": "Footing",
                                      "amount": "12500.00"}]\
                                    """));
            assertThat(json.at("/before/title").textValue()).isEqualTo("Added footing");
            assertThat(json.at("/after/total").textValue()).isEqualTo("13000.00");
            assertThat(json.at("/attempts/0/outcome").textValue()).isEqualTo("unknown");
            assertThat(json.get("next_attempt_at").textValue()).isEqualTo("2026-11-20T18:00:00Z");
            assertThat(json.at("/links/job").isNull()).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aDocumentThatIsAllWrongIsShownAllTheSame(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            api.jdbc
                    .sql(
                            "INSERT INTO document (change_order_id, hash, received_at, body) VALUES"
                                    + " (1, 'x', CURRENT_TIMESTAMP, ?)")
                    .param(
                            "{\"change_order\": {\"title\": {\"a\": 1}, \"grand_total\": \"much\"},"
                                    + " \"lines\": [7, {\"amount\": \"1e9\", \"wbs_code\": \"x\"}]}")
                    .update();
            insert(api, Map.of("present_document_id", 1L));
            Got got = api.as(VIEWER, "GET", "/change-orders/1", null);
            ApiDocumentTest.assertFits(api.document, "/change-orders/{id}", "get", got);
            assertThat(got.json().at("/lines/1/amount").textValue()).isEqualTo("1e9");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theHistoryIsToldOldestFirst(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            insert(api, Map.of());
            for (String actor : List.of("system", "ann")) {
                api.entry(
                        new Draft(
                                1L,
                                null,
                                Instant.now(),
                                actor,
                                "READY_TO_EXPORT",
                                "ACCEPTED",
                                "ok",
                                "{\"total\": \"1.00\"}"));
            }
            Got got = api.as(VIEWER, "GET", "/change-orders/1/history", null);
            ApiDocumentTest.assertFits(api.document, "/change-orders/{id}/history", "get", got);
            assertThat(got.json().findValuesAsText("by")).containsExactly("system", "ann");
            assertThat(got.json().at("/items/0/detail/total").textValue()).isEqualTo("1.00");
            assertThat(api.as(VIEWER, "GET", "/change-orders/2/history", null).status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theStatusHasEveryStateTheLastPollAndTheCircuit(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            insert(api, Map.of());
            insert(api, Map.of("total", new BigDecimal("0.5")));
            for (String state : List.of("failed", "done")) {
                api.jdbc
                        .sql(
                                "INSERT INTO poll_run (state, node, started_at, alive_at, seen,"
                                        + " new_count, errors) VALUES (?, 'n1', CURRENT_TIMESTAMP,"
                                        + " CURRENT_TIMESTAMP, 9, 2, '[{\"project_id\": 101,"
                                        + " \"message\": \"No.\"}]')")
                        .param(state)
                        .update();
            }
            Got status = api.as(VIEWER, "GET", "/status", null);
            ApiDocumentTest.assertFits(api.document, "/status", "get", status);
            assertThat(status.json().at("/change_orders/READY_TO_EXPORT"))
                    .isEqualTo(Json.read("{\"count\": 2, \"total\": \"12500.50\"}"));
            assertThat(status.json().get("change_orders")).hasSize(8);
            assertThat(status.json().at("/last_poll/state").textValue()).isEqualTo("done");
            assertThat(status.json().at("/last_poll/new").intValue()).isEqualTo(2);
            assertThat(status.json().at("/spectrum/circuit/state").textValue()).isEqualTo("closed");

            Got polls = api.as(VIEWER, "GET", "/polls?per_page=1", null);
            ApiDocumentTest.assertFits(api.document, "/polls", "get", polls);
            assertThat(polls.json().get("items")).hasSize(1);
        }
    }

    // ---- Rows

    private static void insert(RunningApi api, Map<String, Object> different) {
        Map<String, Object> columns = new LinkedHashMap<>();
        columns.put("project_id", 1L);
        columns.put("source_key", Long.toString(System.nanoTime()));
        columns.put("state", "READY_TO_EXPORT");
        columns.put("version", 3);
        columns.put("project_name", "Harbor Tower");
        columns.put("job_number", "24-101");
        columns.put("commitment_number", "SC-001");
        columns.put("vendor", "Acme Concrete");
        columns.put("vendor_code", "ACME");
        columns.put("number", "002");
        columns.put("title", "Added footing");
        columns.put("description", "At grid C");
        columns.put("total", new BigDecimal("12500.00"));
        columns.put("currency", "USD");
        columns.put("date_created", LocalDate.of(2026, 11, 20));
        columns.put("changed_since_sent", false);
        columns.put("problems", "[]");
        columns.put("change_request_number", "S001-002");
        columns.put("attempts", 0);
        columns.put("sent_by", "system");
        columns.put("created_at", OffsetDateTime.parse("2026-11-20T17:03:11Z"));
        columns.put("updated_at", OffsetDateTime.parse("2026-11-20T17:03:11Z"));
        columns.putAll(different);
        api.jdbc
                .sql(
                        "INSERT INTO change_order ("
                                + String.join(", ", columns.keySet())
                                + ") VALUES (:"
                                + String.join(", :", columns.keySet())
                                + ")")
                .params(columns)
                .update();
    }

    /** Makes copies of the one row that is there, until there are so many. */
    private static void multiply(RunningApi api, int rows) {
        api.jdbc
                .sql(
                        "INSERT INTO change_order (project_id, source_key, state, version,"
                                + " changed_since_sent, problems, attempts, created_at, updated_at,"
                                + " title, description, vendor, total) WITH RECURSIVE counted(n) AS"
                                + " (SELECT 2 UNION ALL SELECT n + 1 FROM counted WHERE n < :rows)"
                                + " SELECT project_id, 'copy-' || n, state, version,"
                                + " changed_since_sent, problems, attempts, created_at, updated_at,"
                                + " title, description, vendor, total FROM change_order CROSS JOIN"
                                + " counted")
                .param("rows", rows)
                .update();
    }

    private static void document(RunningApi api, String total, String title) {
        api.jdbc
                .sql(
                        "INSERT INTO document (change_order_id, hash, received_at, body) VALUES (1,"
                                + " 'x', CURRENT_TIMESTAMP, ?)")
                .param(
                        """
                        {"change_order": {"number": "002", "title": "%s", "status": "approved", "grand_total": "%s"},
                         "lines": [{"id": "100", "amount": "%s", "description": "Footing",
                                    "wbs_code": {"flat_code": "03-300.S"}}]}\
                        """
                                .formatted(title, total, total))
                .update();
    }

    private static List<String> ids(RunningApi api, String query) {
        Got got = api.as(VIEWER, "GET", "/change-orders" + query, null);
        assertThat(got.status()).as(got.text()).isEqualTo(200);
        return got.json().get("items").findValuesAsText("id");
    }

    private static List<String> walk(RunningApi api, String sort) {
        List<String> ids = new ArrayList<>();
        String after = "";
        do {
            JsonNode page =
                    api.as(VIEWER, "GET", "/change-orders?per_page=10&sort=" + sort + after, null)
                            .json();
            ids.addAll(page.get("items").findValuesAsText("id"));
            after = page.get("next").isNull() ? null : "&after=" + page.get("next").textValue();
        } while (after != null);
        return ids;
    }
}

package io.ccobridge.http;

import static io.ccobridge.changeorder.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.audit.AuditList;
import io.ccobridge.audit.AuditVerification;
import io.ccobridge.audit.Draft;
import io.ccobridge.audit.pack.AuditPack;
import io.ccobridge.http.RunningApi.Got;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The auditor's calls over HTTP, and what access leaves in the trail. */
class AuditTest {

    private interface Call {
        Object answer(Map<String, String> query);
    }

    private static void answering(RunningApi api, Call call) {
        api.stand.set(
                exchange -> {
                    @SuppressWarnings("unchecked")
                    Map<String, String> query = exchange.getVariable("query", Map.class);
                    exchange.getMessage().setBody(call.answer(query));
                });
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theListHasTheShapeOfTheDocumentAndFindsWhatIsAskedFor(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            AuditList list = new AuditList(api.jdbc, ZoneOffset.UTC);
            answering(api, list::list);
            long before = api.as(VIEWER, "GET", "/audit", null).json().path("total").asLong();
            for (String by : List.of("ann", "ann for bob", "an_")) {
                api.entry(
                        new Draft(
                                1L,
                                null,
                                Instant.parse("2026-11-30T23:59:59.999999Z"),
                                by,
                                "READY_TO_EXPORT",
                                "REJECTED",
                                "100% Wrong",
                                "{\"total\": \"1.00\"}"));
            }
            Got got = api.as(VIEWER, "GET", "/audit", null);
            ApiDocumentTest.assertFits(api.document, "/audit", "get", got);
            assertThat(got.json().path("total").asLong()).isEqualTo(before + 3);
            assertThat(got.json().at("/items/0/by").asText()).isEqualTo("an_");
            assertThat(got.json().at("/items/0/detail/total").asText()).isEqualTo("1.00");
            assertThat(total(api, "?by=ann")).isEqualTo(2);
            assertThat(total(api, "?by=an_")).isEqualTo(1);
            assertThat(total(api, "?q=100%25%20wrong")).isEqualTo(3);
            assertThat(total(api, "?q=%25%25")).isZero();
            assertThat(total(api, "?from=2026-11-30&to=2026-11-30")).isEqualTo(3);
            assertThat(total(api, "?from=2026-12-01&to=2026-12-01")).isZero();
            assertThat(
                            total(
                                    api,
                                    "?from=2026-12-01T00:59:59%2B01:00&to=2026-12-01T01:00:00%2B01:00"))
                    .isEqualTo(3);
            assertThat(api.as(VIEWER, "GET", "/audit?page=51&per_page=200", null).status())
                    .isEqualTo(400);
            Got page = api.as(VIEWER, "GET", "/audit?per_page=1", null);
            Got next =
                    api.as(
                            VIEWER,
                            "GET",
                            "/audit?per_page=1&after=" + page.json().path("next").asText(),
                            null);
            assertThat(next.json().at("/items/0/by").asText()).isEqualTo("ann for bob");
        }
    }

    private static long total(RunningApi api, String query) {
        return api.as(VIEWER, "GET", "/audit" + query, null).json().path("total").asLong();
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theProofHasTheShapeOfTheDocumentWholeOrBroken(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            answering(api, new AuditVerification(api.jdbc, Clock.systemUTC())::verify);
            Got whole = api.as(VIEWER, "GET", "/audit/verify", null);
            ApiDocumentTest.assertFits(api.document, "/audit/verify", "get", whole);
            assertThat(whole.json().path("valid").asBoolean()).isTrue();

            Got broken = api.as(VIEWER, "GET", "/audit/verify?since=1:" + "ab".repeat(32), null);
            ApiDocumentTest.assertFits(api.document, "/audit/verify", "get", broken);
            assertThat(broken.json().at("/first_broken/what").asText()).isEqualTo("rewritten");
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aPackIsAZipAndGivesItsConnectionBack(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            answering(api, new AuditPack(api.dataSource, ZoneOffset.UTC, Clock.systemUTC())::pack);
            for (int i = 0; i < 12; i++) {
                Got got = api.as(VIEWER, "GET", "/audit/pack?from=2026-11-01&to=2026-11-30", null);
                assertThat(got.status()).isEqualTo(200);
                assertThat(got.header("Content-Type")).isEqualTo("application/zip");
                assertThat(got.text()).startsWith("PK");
            }
            assertThat(api.dataSource.getHikariPoolMXBean().getActiveConnections()).isZero();
        }
    }

    @Test
    void piecesThatFailBreakTheAnswerAndAreClosedAllTheSame() {
        class Pieces implements Iterator<byte[]>, AutoCloseable {
            private int given;
            private boolean closed;

            @Override
            public boolean hasNext() {
                return true;
            }

            @Override
            public byte[] next() {
                if (given++ == 5) {
                    throw new IllegalStateException("the database has gone");
                }
                return new byte[64 * 1024];
            }

            @Override
            public void close() {
                closed = true;
            }
        }
        try (RunningApi api = new RunningApi()) {
            Pieces pieces = new Pieces();
            answering(api, query -> pieces);
            HttpUriRequestBase request =
                    api.request("GET", "/api/v1/audit/pack?from=2026-11-01&to=2026-11-30", null);
            request.setHeader("Authorization", "Bearer " + api.tokens.get(VIEWER));
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> api.send(request))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(pieces.closed).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void everyChangeOfWhoMayCallIsToldAndWhatFailedIsNot(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            api.users.firstAdmin();
            String user = "{\"name\": \"anna\", \"role\": \"viewer\", \"password\": \"s3cr3t-1\"}";
            api.asAdmin("POST", "/users", user);
            assertThat(api.asAdmin("POST", "/users", user).status()).isEqualTo(409);
            api.asAdmin("PATCH", "/users/anna", "{\"role\": \"approver\"}");
            api.asAdmin("PATCH", "/users/anna", "{\"password\": \"s3cr3t-2\"}");
            api.asAdmin("DELETE", "/users/anna", null);
            assertThat(api.asAdmin("DELETE", "/users/anna", null).status()).isEqualTo(404);
            assertThat(api.asAdmin("PATCH", "/users/anna", "{\"role\": \"admin\"}").status())
                    .isEqualTo(404);
            String token = "{\"name\": \"nightly\", \"role\": \"viewer\"}";
            api.asAdmin("POST", "/tokens", token);
            assertThat(api.asAdmin("POST", "/tokens", token).status()).isEqualTo(409);
            api.asAdmin("DELETE", "/tokens/nightly", null);
            assertThat(api.asAdmin("DELETE", "/tokens/nightly", null).status()).isEqualTo(404);

            assertThat(
                            api.jdbc
                                    .sql(
                                            """
                                            SELECT actor || ': ' || subject || ': ' || reason || COALESCE(detail, '')
                                            FROM audit_entry WHERE actor <> 'test' ORDER BY id\
                                            """)
                                    .query(String.class)
                                    .list())
                    .containsExactly(
                            "system: user admin: Made at the first start.{\"role\":\"admin\"}",
                            "admin-program: user anna: Made." + anna("viewer"),
                            "admin-program: user anna: Changed: role."
                                    + changed(anna("viewer"), anna("approver")),
                            "admin-program: user anna: Changed: password."
                                    + changed(anna("approver"), anna("approver")),
                            "admin-program: user anna: Deleted." + anna("approver"),
                            "admin-program: token nightly: Made.{\"role\":\"viewer\",\"expires_at\":null,"
                                    + "\"accept_limit\":null,\"accept_projects\":null}",
                            "admin-program: token nightly: Deleted.{\"role\":\"viewer\"}");
            assertThat(new AuditVerification(api.jdbc, Clock.systemUTC()).verify(Map.of()).valid())
                    .isTrue();
        }
    }

    private static String anna(String role) {
        return "{\"role\":\"%s\",\"email\":null,\"accept_limit\":null,\"accept_projects\":null}"
                .formatted(role);
    }

    private static String changed(String before, String after) {
        return "{\"before\":" + before + ",\"after\":" + after + "}";
    }
}

package io.ccobridge.http;

import static io.ccobridge.changeorder.Role.APPROVER;
import static io.ccobridge.changeorder.Role.VIEWER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.http.RunningApi.Got;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the gate lets through to a route, and what each thing it does not let through is told. */
class RequestTest {

    private static RunningApi api;

    @BeforeAll
    static void start() {
        api = new RunningApi();
    }

    @AfterAll
    static void stop() {
        api.close();
    }

    @BeforeEach
    void nothingIsDone() {
        api.seen.set(null);
        api.stand.set(exchange -> {});
    }

    // ---- What a route gets and gives

    @Test
    void aRouteGetsTheCallerThePathTheQueryAndTheBody() {
        api.stand.set(exchange -> exchange.getMessage().setBody(Map.of("done", true)));

        Got got = api.as(APPROVER, "POST", "/change-orders/17/accept", "{\"version\": 3}");

        Exchange seen = api.seen.get();
        assertThat(seen.getVariable("caller", Caller.class).name()).isEqualTo("approver-program");
        assertThat(seen.getVariable("id")).isEqualTo("17");
        assertThat(seen.getVariable("query")).isEqualTo(Map.of());
        assertThat(seen.getVariable("requestId")).isEqualTo(got.header("X-Request-Id"));
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(got.text()).isEqualTo("{\"done\":true}");
    }

    @Test
    void theQueryIsDecodedAndHandedOnAsText() {
        api.asAdmin("GET", "/dead-letters?q=caf%C3%A9+%26%20co&per_page=5", null);
        assertThat(api.seen.get().getVariable("query"))
                .isEqualTo(Map.of("q", "café & co", "per_page", "5"));
    }

    @Test
    void headersOfTheRequestNeverReachARouteAndThoseOfARouteNeverTheAnswer() {
        api.stand.set(
                exchange -> {
                    assertThat(exchange.getMessage().getHeaders()).isEmpty();
                    exchange.getMessage().setHeader("X-Secret", "inside");
                    exchange.getMessage().setHeader(Exchange.HTTP_RESPONSE_CODE, 302);
                    exchange.getMessage().setBody(Map.of());
                });
        HttpUriRequestBase request = api.request("GET", "/api/v1/dead-letters/17", null);
        request.setHeader("Authorization", "Bearer " + RunningApi.ADMIN);
        request.setHeader("CamelHttpUri", "http://127.0.0.1:1/{{secret}}");
        request.setHeader("CAmelBeanMethodName", "delete");
        request.setHeader("CamelSqlQuery", "DROP TABLE change_order");
        request.setHeader("X-Forwarded-For", "10.0.0.1");

        Got got = api.send(request);

        assertThat(got.status()).as(got.text()).isEqualTo(200);
        assertThat(got.headers())
                .doesNotContainKeys(
                        "x-secret",
                        "camelhttpuri",
                        "camelbeanmethodname",
                        "camelsqlquery",
                        "x-forwarded-for",
                        "authorization",
                        "user-agent");
    }

    @Test
    void forgedHeadersChangeNothingInARouteThatCallsABeanAndReadsTheDatabase() {
        HttpUriRequestBase request = api.request("GET", "/api/v1/tokens", null);
        request.setHeader("Authorization", "Bearer " + RunningApi.ADMIN);
        request.setHeader("CamelBeanMethodName", "delete");
        request.setHeader("CAmelBeanMethodName", "create");
        assertThat(api.send(request).json().get("items")).hasSize(4);
    }

    @Test
    void aRouteMaySetTheStatus() {
        api.stand.set(
                exchange -> {
                    exchange.setVariable("status", 202);
                    exchange.getMessage().setBody(Map.of("id", "1"));
                });
        assertThat(api.asAdmin("POST", "/polls", null).status()).isEqualTo(202);
    }

    @Test
    void nothingInTheBodyIsA204() {
        api.stand.set(exchange -> exchange.getMessage().setBody(null));
        Got got = api.asAdmin("DELETE", "/links/vendors?procore_id=1", null);
        assertThat(got.status()).isEqualTo(204);
        assertThat(got.text()).isEmpty();
    }

    @Test
    void aRefusalIsToldWithItsRequirements() {
        api.stand.set(
                exchange -> {
                    throw Refusal.unmet(
                            List.of(
                                    new Problem(
                                            "vendor-linked", "Acme is not linked.", "Link it.")));
                });
        Got got = api.asAdmin("POST", "/change-orders/17/send", null);
        assertThat(got.status()).isEqualTo(422);
        assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(got.json().at("/problems/0/fix").textValue()).isEqualTo("Link it.");
        assertThat(got.json().get("detail").textValue()).isEqualTo("Acme is not linked.");
        assertThat(got.json().has("errors")).isFalse();
    }

    @Test
    void aFailureInsideIsA500ThatTellsTheRequestIdAndNothingElse() {
        api.stand.set(
                exchange -> {
                    throw new IllegalStateException("password=hunter2");
                });
        Got got = api.asAdmin("POST", "/change-orders/17/retrieve", null);
        assertThat(got.status()).isEqualTo(500);
        assertThat(got.text()).contains(got.header("X-Request-Id")).doesNotContain("hunter2");
    }

    @Test
    void aListThatBreaksOffOnTheWayDoesNotLookWhole() {
        api.jdbc
                .sql(
                        "INSERT INTO change_order (project_id, source_key, state, version,"
                                + " changed_since_sent, problems, attempts, created_at, updated_at)"
                                + " SELECT 1, 'broken-' || x, 'SYNCED', 1, FALSE,"
                                + " CASE WHEN x = 900 THEN 'not JSON' ELSE '[]' END, 0,"
                                + " CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM SYSTEM_RANGE(1, 1000) AS r(x)")
                .update();
        try {
            assertThat(catchThrowable(() -> api.asAdmin("GET", "/change-orders.csv", null)))
                    .isNotNull();
        } finally {
            api.jdbc.sql("DELETE FROM change_order").update();
        }
    }

    // ---- What is turned away

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/change-orders?colour=red | colour | is not known",
                "/change-orders?view=blue | view | must be one of needs-attention, ready, accepted,"
                        + " failed, synced, returned, all",
                "/change-orders?per_page=201 | per_page | must be at most 200",
                "/change-orders?per_page=0 | per_page | must be at least 1",
                "/change-orders?page=two | page | must be a whole number",
                "/change-orders?page=999999999999999999999 | page | must be at most 10000",
                "/change-orders?page=9999&per_page=200 | page | page reaches the first 10,000 entries;"
                        + " beyond them follow next with after.",
                "/change-orders?min_age=soon | min_age | must be an age such as 3d, 12h, 30m or PT36H",
                "/change-orders?min_amount=-5 | min_amount | must be an amount without sign or separators, such as 10000.00",
                "/change-orders?ids=17, | ids | must be ids with commas, at most 200, such as 17,18",
                "/change-orders?project=abc | project | must be an id, a whole number",
                "/change-orders?view=ready&view=all | view | is there more than once",
                "/change-orders?after=nonsense | after | This page is not of a list in this order",
                "/change-orders?vendor= | vendor | must not be empty",
                "/change-orders.csv?page=2 | page | is not known",
                "/dead-letters?category=bad | category | must be one of transient, business,"
                        + " configuration, unknown",
                "/status?x=1 | x | is not known",
            })
    void aParameterThatTheCallDoesNotKnowOrCannotReadIsNamedIn400(
            String path, String field, String message) {
        Got got = api.as(VIEWER, "GET", path, null);
        assertThat(got.status()).as(got.text()).isEqualTo(400);
        assertThat(got.json().at("/errors/0/field").textValue()).isEqualTo(field);
        assertThat(got.json().at("/errors/0/message").textValue()).startsWith(message);
    }

    @Test
    void aParameterThatIsNeededIsNamed() {
        Got got = api.asAdmin("DELETE", "/links/vendors", null);
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().get("detail").textValue())
                .isEqualTo("The parameter \"procore_id\" is needed.");
    }

    @Test
    void aQueryThatIsNotUtf8Is400() {
        assertThat(api.asAdmin("GET", "/dead-letters?q=%FF%FE", null).status()).isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/change-orders/17/accept | {} | version | is needed",
                "/change-orders/17/accept | {\"version\": \"3\"} | version | must be a whole number",
                "/change-orders/17/accept | {\"version\": 1.5} | version | must be a whole number",
                "/change-orders/17/accept | {\"version\": 1, \"colour\": 1} | colour | is not known",
                "/change-orders/17/accept | {\"version\": 1, \"change_request_number\": \"123456789\"}"
                        + " | change_request_number | must have at most 8 characters",
                "/change-orders/17/accept | {\"version\": 1, \"accounting_date\": \"2026-02-30\"} |"
                        + " accounting_date | must be a date",
                "/change-orders/17/reject | {\"version\": 1, \"reason\": \"  \"} | reason | must not be"
                        + " blank",
                "/change-orders/17/reject | {\"version\": 1} | reason | is needed",
                "/change-orders/accept | {\"items\": []} | items | must not be empty",
                "/change-orders/accept | {\"items\": [{\"id\": \"1\", \"version\": 1}, {\"id\": \"2\"}]}"
                        + " | items[1].version | is needed",
                "/change-orders/accept | {\"items\": [{\"id\": 1, \"version\": 1}]} | items[0].id |"
                        + " must be a text",
                "/change-orders/reject | {\"items\": [{\"id\": \"1\", \"version\": 1}]} | reason | is"
                        + " needed",
                "/dead-letters/replays | {\"reason\": \"x\"} | '' | needs exactly one of ids, group,"
                        + " query",
                "/dead-letters/replays | {\"reason\": \"x\", \"ids\": [\"1\"], \"group\": \"g\"} | '' |"
                        + " needs exactly one of ids, group, query",
                "/dead-letters/replays | {\"reason\": \"x\", \"group\": \"g\", \"rate_per_second\": 0} |"
                        + " rate_per_second | must be more than 0",
                "/dead-letters/replays | {\"reason\": \"x\", \"query\": {\"colour\": \"red\"}} |"
                        + " query.colour | is not known",
                "/tokens | {\"name\": \"a b\", \"role\": \"viewer\"} | name | must have letters A to Z, digits",
                "/tokens | {\"name\": \"a\", \"role\": \"boss\"} | role | must be one of viewer,"
                        + " project-manager, approver, admin",
                "/users | {\"name\": \"a\", \"role\": \"viewer\", \"password\": \"short\"} | password |"
                        + " must have at least 8 characters",
                "/change-orders/17/send | [] | '' | must be an object",
            })
    void aFieldThatBreaksTheDocumentIsNamedIn422(
            String path, String body, String field, String message) {
        Got got = api.asAdmin("POST", path, body);
        assertThat(got.status()).as(got.text()).isEqualTo(422);
        assertThat(got.json().at("/errors/0/field").textValue()).isEqualTo(field);
        assertThat(got.json().at("/errors/0/message").textValue()).startsWith(message);
        assertThat(api.seen.get()).isNull();
    }

    @Test
    void everyFieldThatIsWrongIsNamedAtOnce() {
        JsonNode errors =
                api.asAdmin("POST", "/users", "{\"role\": \"boss\", \"nick\": \"x\"}")
                        .json()
                        .get("errors");
        assertThat(errors.findValuesAsText("field"))
                .containsExactlyInAnyOrder("name", "password", "role", "nick");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"version\": 1",
                "version=1",
                "{\"version\": 1} {}",
                "{\"version\": 1, \"version\": 2}"
            })
    void aBodyThatIsNotOneJsonValueIs400(String body) {
        Got got = api.asAdmin("POST", "/change-orders/17/accept", body);
        assertThat(got.status()).isEqualTo(400);
        assertThat(got.json().get("detail").textValue()).startsWith("The body is not JSON: ");
    }

    @Test
    void aBodyThatIsNeededAndNotThereIs400() {
        assertThat(api.asAdmin("POST", "/change-orders/17/accept", null).json().get("detail"))
                .hasToString("\"This call needs a body.\"");
    }

    @Test
    void aBodyOfAnotherKindIs415() {
        for (ContentType type :
                List.of(
                        ContentType.TEXT_PLAIN,
                        ContentType.APPLICATION_FORM_URLENCODED,
                        ContentType.APPLICATION_XML,
                        ContentType.create("application/json", "iso-8859-1"))) {
            HttpUriRequestBase request =
                    api.request("POST", "/api/v1/change-orders/17/accept", null);
            request.setHeader("Authorization", "Bearer " + RunningApi.ADMIN);
            request.setEntity(new StringEntity("version=1", type));
            Got got = api.send(request);
            assertThat(got.status()).as(type.toString()).isEqualTo(415);
            assertThat(got.json().get("detail").textValue())
                    .isEqualTo("The body must be application/json in UTF-8, not compressed.");
        }
    }

    @Test
    void aBodyThatIsTooLargeIs413WhetherItSaysSoOrNot() {
        byte[] large = new byte[1 << 21];
        Arrays.fill(large, (byte) ' ');
        for (boolean chunked : new boolean[] {false, true}) {
            HttpUriRequestBase request =
                    api.request("POST", "/api/v1/change-orders/17/accept", null);
            request.setHeader("Authorization", "Bearer " + RunningApi.ADMIN);
            request.setEntity(new ByteArrayEntity(large, ContentType.APPLICATION_JSON, chunked));
            assertThat(api.send(request).status()).isEqualTo(413);
        }
    }

    @Test
    void csvIsHandedOnAsText() {
        HttpUriRequestBase request = api.request("POST", "/api/v1/links/vendors/import", null);
        request.setHeader("Authorization", "Bearer " + RunningApi.ADMIN);
        request.setEntity(
                new StringEntity(
                        "procore_id,spectrum_code\n1,ÄCME\n",
                        ContentType.create("text/csv", StandardCharsets.UTF_8)));
        api.stand.set(
                exchange ->
                        exchange.getMessage()
                                .setBody(Map.of("got", exchange.getMessage().getBody())));
        assertThat(api.send(request).json().get("got").textValue())
                .isEqualTo("procore_id,spectrum_code\n1,ÄCME\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/nothing",
                "/api/v1/change-orders/1/nothing",
                "/api/v1/",
                "/nothing",
                "/observe/nothing",
                "/api/v2/status",
                "/api/v1/openapiXjson"
            })
    void anUnknownPathIsA404ProblemAlsoWithoutAToken(String path) {
        Got got = api.send(api.request("GET", path, null));
        assertThat(got.status()).isEqualTo(404);
        assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(got.json().get("detail").textValue())
                .isEqualTo("There is nothing at this path.");
        assertThat(got.header("X-Request-Id")).isNotBlank();
    }

    @Test
    void anIdThatNoIdCanBeIsUnknown() {
        assertThat(api.asAdmin("GET", "/change-orders/abc", null).status()).isEqualTo(404);
        assertThat(api.asAdmin("GET", "/links/colours", null).status()).isEqualTo(404);
        assertThat(api.asAdmin("GET", "/change-orders/9999999999999999999", null).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE | /api/v1/change-orders/17 | GET, HEAD, OPTIONS",
                "GET | /api/v1/change-orders/accept | OPTIONS, POST",
                "POST | /api/v1/tokens/x | DELETE, OPTIONS",
                "PUT | /observe/health | GET, HEAD, OPTIONS",
                "POST | / | GET, HEAD",
                "TRACE | /api/v1/status | GET, HEAD, OPTIONS",
            })
    void anotherMethodIsA405ThatSaysWhatIsAllowed(String method, String path, String allow) {
        Got got = api.send(api.request(method, path, null));
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.header("Allow")).isEqualTo(allow);
        assertThat(got.header("Content-Type")).isEqualTo("application/problem+json");
    }

    @Test
    void optionsSaysWhatAPathKnows() {
        Got got = api.send(api.request("OPTIONS", "/api/v1/polls", null));
        assertThat(got.status()).isEqualTo(204);
        assertThat(got.header("Allow")).isEqualTo("GET, HEAD, OPTIONS, POST");
    }

    @Test
    void headIsAGetWithoutItsBody() {
        Got got = api.as(VIEWER, "HEAD", "/status", null);
        assertThat(got.status()).isEqualTo(200);
        assertThat(got.text()).isEmpty();
        assertThat(got.header("Content-Type")).isEqualTo("application/json");
        assertThat(api.send(api.request("HEAD", "/api/v1/status", null)).status()).isEqualTo(401);
    }

    // ---- Who it is

    @Test
    void theRoleIsLookedAtBeforeTheRequestIs() {
        assertThat(api.as(VIEWER, "POST", "/change-orders/abc/accept?x=1", "nonsense").status())
                .isEqualTo(403);
    }

    @Test
    void aProcoreWebhookComesInWithItsOwnTokenAndNoOther() {
        HttpUriRequestBase request =
                api.request("POST", "/api/v1/webhooks/procore", "{\"project_id\": 101}");
        request.setHeader("Authorization", RunningApi.WEBHOOK);
        assertThat(api.send(request).status()).isEqualTo(204);
        for (String other : List.of("Bearer " + RunningApi.ADMIN, "x")) {
            HttpUriRequestBase wrong =
                    api.request("POST", "/api/v1/webhooks/procore", "{\"project_id\": 101}");
            wrong.setHeader("Authorization", other);
            assertThat(api.send(wrong).status()).isEqualTo(401);
        }
    }

    @Test
    void webhooksAreOffWithoutATokenInTheSettings() {
        try (RunningApi off = new RunningApi(Databases.Engine.H2, "")) {
            HttpUriRequestBase request = off.request("POST", "/api/v1/webhooks/procore", "{}");
            request.setHeader("Authorization", "");
            assertThat(off.send(request).status()).isEqualTo(404);
        }
    }

    // ---- What every answer has

    @Test
    void aSaneRequestIdIsKeptAndAnyOtherReplaced() {
        HttpUriRequestBase request = api.request("GET", "/api/v1/status", null);
        request.setHeader("X-Request-Id", "run-42.a_b");
        assertThat(api.send(request).header("X-Request-Id")).isEqualTo("run-42.a_b");
        request.setHeader("X-Request-Id", "<script>");
        assertThat(api.send(request).header("X-Request-Id")).matches("[0-9a-f-]{36}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/api/v1/openapi.json",
                "/api/v1/status",
                "/observe/health",
                "/x",
                "/a%2fb"
            })
    void everyAnswerHasItsRequestIdAndIsNeitherStoredNorSniffed(String path) {
        Got got = api.send(api.request("GET", path, null));
        assertThat(got.header("X-Request-Id")).isNotBlank();
        assertThat(got.header("Cache-Control")).isEqualTo("no-store");
        assertThat(got.header("X-Content-Type-Options")).isEqualTo("nosniff");
        assertThat(got.header("Server")).isNull();
    }
}

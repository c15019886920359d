package io.ccobridge.http;

import static io.ccobridge.changeorder.Role.VIEWER;
import static io.ccobridge.http.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.http.RunningApi.Got;
import io.ccobridge.json.Json;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/**
 * Users and tokens with limits, e-mail and expiry, in a bridge without security.admin-token, over
 * HTTP and on both databases.
 */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class PeopleTest {

    private static final String PASSWORD = "correct horse";

    private static RunningApi api;
    private static TestClock clock;
    private static int made;

    @Parameter Databases.Engine engine;

    @BeforeParameterizedClassInvocation
    static void start(Databases.Engine engine) {
        clock = new TestClock("2026-11-20T12:00:00Z");
        api = new RunningApi(engine, "", clock, "");
    }

    @AfterParameterizedClassInvocation
    static void stop() {
        api.close();
    }

    // ---- Users

    @Test
    void eachFieldOfAUserIsSetShownChangedAndCleared() {
        String name = name();
        Got created =
                api.asAdmin(
                        "POST",
                        "/users",
                        """
                        {"name": "%s", "role": "approver", "password": "12345678",
                         "email": "anna@example.com", "digest": false, "accept_limit": "10000",
                         "accept_projects": [102, 101, 102]}"""
                                .formatted(name));
        ApiDocumentTest.assertFits(api.document, "/users", "post", created);
        assertThat(created.json())
                .isEqualTo(
                        Json.read(
                                """
                                {"name": "%s", "role": "approver", "email": "anna@example.com",
                                 "digest": false, "accept_limit": "10000.00",
                                 "accept_projects": [101, 102], "created_by": "admin-program",
                                 "created_at": "%s"}"""
                                        .formatted(name, clock.instant())));
        assertThat(listed("/users", name)).isEqualTo(created.json());

        JsonNode changed =
                patch(name, "{\"email\": null, \"digest\": true, \"accept_limit\": \"0.50\"}")
                        .json();
        assertThat(changed.get("email").isNull()).isTrue();
        assertThat(changed.get("digest").booleanValue()).isTrue();
        assertThat(changed.get("accept_limit").textValue()).isEqualTo("0.50");
        assertThat(changed.get("accept_projects")).hasSize(2);

        Got cleared = patch(name, "{\"accept_limit\": null, \"accept_projects\": null}");
        ApiDocumentTest.assertFits(api.document, "/users/{name}", "patch", cleared);
        assertThat(cleared.json().get("accept_limit").isNull()).isTrue();
        assertThat(cleared.json().get("accept_projects").isNull()).isTrue();
        assertThat(cleared.json().get("role").textValue()).isEqualTo("approver");
    }

    @Test
    void whatIsLeftOutIsNoMailAddressADigestAndNoLimit() {
        JsonNode user = user("viewer");
        assertThat(user.get("email").isNull()).isTrue();
        assertThat(user.get("digest").booleanValue()).isTrue();
        assertThat(user.get("accept_limit").isNull()).isTrue();
        assertThat(user.get("accept_projects").isNull()).isTrue();
    }

    @Test
    void aMailAddressOfTheCompanysOwnNetworkIsTaken() {
        for (String address : List.of("anna@corp.local", "o'neil+cco@mail", "a.b_c@gc.internal")) {
            assertThat(user("viewer", "\"email\": \"%s\"".formatted(address)).get("email"))
                    .hasToString("\"" + address + "\"");
        }
    }

    @Test
    void aWrongFieldIsNamedAndNothingIsMade() {
        Stream.of(
                        "email | \"anna\" | must be an e-mail address",
                        "email | \"a@example.com\\nBcc: b@example.com\" | must be an e-mail address",
                        "email | \"\" | must be an e-mail address",
                        "email | \"Anna <anna@example.com>\" | must be an e-mail address",
                        "email | \"anna@\" | must be an e-mail address",
                        "email | \"anna@a@b\" | must be an e-mail address",
                        "email | \"anna at example.com\" | must be an e-mail address",
                        "email | \"anna@example.com, b@example.com\" | must be an e-mail address",
                        "email | 5 | must be a text or a null",
                        "digest | \"no\" | must be true or false",
                        "digest | null | must be true or false",
                        "accept_limit | 10000 | must be a text or a null",
                        "accept_limit | \"-1\" | is not an amount of at least 0",
                        "accept_limit | \"10,000.00\" | is not an amount of at least 0",
                        "accept_limit | \"1e3\" | is not an amount of at least 0",
                        "accept_limit | \"1.005\" | is not an amount of at least 0",
                        "accept_limit | \"\" | is not an amount of at least 0",
                        "accept_projects | [] | must not be empty",
                        "accept_projects | [\"101\"] | must be a whole number",
                        "accept_projects | [0] | must be at least 1",
                        "accept_projects | [9223372036854775808] | must be at most",
                        "accept_projects | 101 | must be a list or a null",
                        "nick | \"a\" | is not known")
                .map(line -> line.split(" \\| "))
                .forEach(
                        wrong -> {
                            String name = name();
                            String field = "\"%s\": %s".formatted(wrong[0], wrong[1]);
                            assertWrong(
                                    api.asAdmin(
                                            "POST",
                                            "/users",
                                            """
                                            {"name": "%s", "role": "viewer", "password": "12345678",
                                             %s}"""
                                                    .formatted(name, field)),
                                    wrong);
                            assertThat(listed("/users", name)).isNull();
                            assertWrong(patch("nobody", "{" + field + "}"), wrong);
                        });
    }

    @Test
    void theLastAdminIsNeitherDeletedNorDemotedWhereNoTokenOfTheSettingsIs() {
        api.users.firstAdmin();
        List.of("admin", "ada")
                .forEach(
                        name ->
                                api.asAdmin(
                                        "POST",
                                        "/users",
                                        """
                                        {"name": "%s", "role": "admin", "password": "%s"}"""
                                                .formatted(name, PASSWORD)));
        api.jdbc.sql("UPDATE user_account SET role = 'VIEWER' WHERE name = 'ada'").update();

        Got demoted = patch("admin", "{\"role\": \"approver\", \"digest\": false}");
        assertThat(demoted.status()).isEqualTo(409);
        assertThat(demoted.json().get("detail").textValue())
                .startsWith("admin is the last user with the role admin");
        assertThat(listed("/users", "admin").get("digest").booleanValue()).isTrue();
        assertThat(api.asAdmin("DELETE", "/users/admin", null).status()).isEqualTo(409);
        assertThat(patch("admin", "{\"role\": \"admin\"}").status()).isEqualTo(200);

        patch("ada", "{\"role\": \"admin\"}");
        assertThat(patch("admin", "{\"role\": \"viewer\"}").status()).isEqualTo(200);
        assertThat(api.asAdmin("DELETE", "/users/admin", null).status()).isEqualTo(204);
        assertThat(api.asAdmin("DELETE", "/users/ada", null).status()).isEqualTo(409);
    }

    @Test
    void ofTwoLastAdminsWhoLoseTheRoleAtOnceOneKeepsIt() {
        api.jdbc.sql("UPDATE user_account SET role = 'VIEWER' WHERE role = 'ADMIN'").update();
        for (int i = 0; i < 5; i++) {
            String one = user("admin").get("name").textValue();
            String other = user("admin").get("name").textValue();
            List<Integer> statuses =
                    Stream.of(
                                    CompletableFuture.supplyAsync(
                                            () -> patch(one, "{\"role\": \"viewer\"}").status()),
                                    CompletableFuture.supplyAsync(
                                            () ->
                                                    api.asAdmin("DELETE", "/users/" + other, null)
                                                            .status()))
                            .map(CompletableFuture::join)
                            .toList();
            assertThat(statuses).containsOnlyOnce(409);
            api.jdbc.sql("UPDATE user_account SET role = 'VIEWER'").update();
        }
    }

    @Test
    void nobodyDeletesThemselvesOrSetsTheirOwnPasswordPastThePresentOne() {
        String one = user("admin").get("name").textValue();
        user("admin");
        Got got = api.with(basic(one, PASSWORD), "DELETE", "/users/" + one, null);
        assertThat(got.status()).isEqualTo(409);
        assertThat(got.json().get("detail").textValue()).startsWith("You cannot delete yourself");
        Got password =
                api.with(
                        basic(one, PASSWORD),
                        "PATCH",
                        "/users/" + one,
                        "{\"password\": \"87654321\"}");
        assertThat(password.status()).isEqualTo(422);
        assertThat(password.json().at("/errors/0/message").textValue()).contains("PATCH /me");
        assertThat(statusOf(one, PASSWORD)).isEqualTo(200);
    }

    // ---- Me

    @Test
    void aUserChangesTheOwnEmailAndDigestAndNothingElse() {
        String name = user("viewer").get("name").textValue();
        Got changed = me(name, PASSWORD, "{\"email\": \"me@example.com\", \"digest\": false}");
        ApiDocumentTest.assertFits(api.document, "/me", "patch", changed);
        assertThat(changed.json().get("email").textValue()).isEqualTo("me@example.com");
        assertThat(listed("/users", name).get("digest").booleanValue()).isFalse();
        assertThat(me(name, PASSWORD, "{\"email\": null}").json().get("email").isNull()).isTrue();

        for (String field : List.of("role", "accept_limit", "name", "accept_projects")) {
            Got got = me(name, PASSWORD, "{\"%s\": \"admin\"}".formatted(field));
            assertThat(got.status()).isEqualTo(422);
            assertThat(got.json().at("/errors/0/message").textValue()).isEqualTo("is not known");
        }
        assertThat(me(name, PASSWORD, "{}").status()).isEqualTo(422);
        assertThat(me(name, PASSWORD, "{\"email\": \"me\"}").status()).isEqualTo(422);
    }

    @Test
    void anotherPasswordTakesThePresentOneAndGuessingItHasToWait() {
        String name = user("viewer").get("name").textValue();
        String wanted = "{\"password\": \"another one\", \"current_password\": \"%s\"}";
        Got without = me(name, PASSWORD, "{\"password\": \"another one\"}");
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.json().at("/errors/0/field").textValue()).isEqualTo("current_password");
        assertThat(me(name, PASSWORD, "{\"current_password\": \"x\"}").status()).isEqualTo(422);
        assertThat(me(name, PASSWORD, wanted.formatted(PASSWORD)).status()).isEqualTo(200);
        assertThat(statusOf(name, PASSWORD)).isEqualTo(401);
        assertThat(statusOf(name, "another one")).isEqualTo(200);

        for (int i = 0; i < FailedLogins.TRIES; i++) {
            assertThat(me(name, "another one", wanted.formatted("wrong")).status()).isEqualTo(422);
        }
        assertThat(me(name, "another one", wanted.formatted("another one")).status())
                .isEqualTo(429);
        clock.advance(Duration.ofMinutes(16));
        assertThat(me(name, "another one", wanted.formatted("another one")).status())
                .isEqualTo(200);
    }

    @Test
    void whoCallsSeesThemselvesWithTheCallsTheyMayMake() {
        String name =
                user("approver", "\"email\": \"me@example.com\", \"accept_limit\": \"5.00\"")
                        .get("name")
                        .textValue();
        Got user = api.with(basic(name, PASSWORD), "GET", "/me", null);
        ApiDocumentTest.assertFits(api.document, "/me", "get", user);
        assertThat(user.json().get("name").textValue()).isEqualTo(name);
        assertThat(user.json().get("kind").textValue()).isEqualTo("user");
        assertThat(user.json().get("roles")).isEqualTo(Json.read("[\"approver\"]"));
        assertThat(user.json().get("email").textValue()).isEqualTo("me@example.com");
        assertThat(user.json().get("accept_limit").textValue()).isEqualTo("5.00");
        assertThat(user.json().get("permissions").findValuesAsText("operation"))
                .contains("acceptChangeOrder", "getMe", "createDelegation")
                .doesNotContain("sendChangeOrder", "createUser", "getOpenApi", "procoreWebhook");

        Got token = api.as(VIEWER, "GET", "/me", null);
        ApiDocumentTest.assertFits(api.document, "/me", "get", token);
        assertThat(token.json().get("kind").textValue()).isEqualTo("token");
        assertThat(token.json().get("digest").isNull()).isTrue();
        assertThat(api.as(VIEWER, "PATCH", "/me", "{\"digest\": false}").status()).isEqualTo(409);
    }

    // ---- Tokens

    @Test
    void aTokenIsListedWithWhoMadeItUntilWhenItIsGoodAndWhatItMayAccept() {
        String name = name();
        Got created =
                token(
                        name,
                        "\"expires_in\": \"90d\", \"accept_limit\": \"7\", \"accept_projects\": [5]");
        ApiDocumentTest.assertFits(api.document, "/tokens", "post", created);
        assertThat(created.json().get("accept_limit").textValue()).isEqualTo("7.00");
        String expected = clock.instant().plus(Duration.ofDays(90)).toString();
        assertThat(created.json().get("expires_at").textValue()).isEqualTo(expected);
        ApiDocumentTest.assertFits(
                api.document, "/tokens", "get", api.asAdmin("GET", "/tokens", null));
        JsonNode listed = listed("/tokens", name);
        assertThat(listed.get("role").textValue()).isEqualTo("approver");
        assertThat(listed.get("created_by").textValue()).isEqualTo("admin-program");
        assertThat(listed.get("expires_at").textValue()).isEqualTo(expected);
        assertThat(listed.get("last_used_at").isNull()).isTrue();
        assertThat(listed.get("accept_limit").textValue()).isEqualTo("7.00");
        assertThat(listed.get("accept_projects")).isEqualTo(Json.read("[5]"));

        Got plain = token(name(), "\"expires_at\": null");
        assertThat(plain.json().properties().stream().map(Map.Entry::getKey))
                .containsExactly("name", "role", "token");
    }

    @Test
    void anExpiredTokenIsToldThatItIs() {
        String name = name();
        String soon = clock.instant().plusSeconds(60).toString();
        String token =
                token(name, "\"expires_at\": \"" + soon + "\"").json().get("token").textValue();
        clock.advance(Duration.ofSeconds(59));
        assertThat(api.with("Bearer " + token, "GET", "/status", null).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(1));
        Got got = api.with("Bearer " + token, "GET", "/status", null);
        assertThat(got.status()).isEqualTo(401);
        assertThat(got.json().get("detail").textValue())
                .isEqualTo("The token " + name + " expired at " + soon + ".");
        assertThat(got.header("WWW-Authenticate")).isEqualTo("Bearer realm=\"CCO Bridge\"");
        assertThat(listed("/tokens", name)).isNotNull();
    }

    @Test
    void aWrongExpiryOrLimitOfATokenIsNamed() {
        Stream.of(
                        "expires_at | \"tomorrow\" | must be a time with its offset",
                        "expires_at | \"2026-12-01\" | must be a time with its offset",
                        "expires_at | \"2016-12-31T23:59:60Z\" | ",
                        "expires_at | \"2026-11-20T11:00:00Z\" | has passed already",
                        "expires_in | \"soon\" | is not a span of time",
                        "expires_in | \"0d\" | is not a span of time",
                        "expires_in | \"P\" | is not a span of time",
                        "expires_in | \"PT\" | is not a span of time",
                        "expires_in | \"-5d\" | is not a span of time",
                        "expires_in | \"P99999999999D\" | is not a span of time",
                        "expires_in | \"P99999999D\" | is not a span of time",
                        "expires_in | 90 | must be a text or a null",
                        "accept_limit | \"ten\" | is not an amount of at least 0",
                        "accept_projects | [] | must not be empty")
                .map(line -> line.split(" \\| ", -1))
                .forEach(
                        wrong ->
                                assertWrong(
                                        token(name(), "\"%s\": %s".formatted(wrong[0], wrong[1])),
                                        wrong));
        assertWrong(
                token(name(), "\"expires_at\": \"2027-01-01T00:00:00Z\", \"expires_in\": \"1d\""),
                new String[] {"expires_in", "", "not both"});
    }

    @Test
    void theUseOfATokenIsWrittenAtMostOnceAMinute() {
        String name = name();
        String token = "Bearer " + token(name, "").json().get("token").textValue();
        String first = clock.instant().toString();
        api.with(token, "GET", "/status", null);
        assertThat(listed("/tokens", name).get("last_used_at").textValue()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(59));
        api.with(token, "GET", "/status", null);
        assertThat(listed("/tokens", name).get("last_used_at").textValue()).isEqualTo(first);
        clock.advance(Duration.ofSeconds(1));
        api.with(token, "GET", "/status", null);
        assertThat(listed("/tokens", name).get("last_used_at").textValue())
                .isEqualTo(clock.instant().toString());
    }

    @Test
    void aCallNeitherFailsNorWaitsWhenTheUseOfItsTokenCannotBeWritten() throws SQLException {
        String token = "Bearer " + token(name(), "").json().get("token").textValue();
        try (Connection other = api.dataSource.getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("SELECT name FROM api_token FOR UPDATE");
            assertThat(api.with(token, "GET", "/status", null).status()).isEqualTo(200);
            other.rollback();
        }
        String name = name();
        String another = "Bearer " + token(name, "").json().get("token").textValue();
        api.jdbc
                .sql(
                        "ALTER TABLE api_token ADD CONSTRAINT full_disk CHECK (last_used_at IS NULL"
                                + " OR name <> '"
                                + name
                                + "')")
                .update();
        try {
            assertThat(api.with(another, "GET", "/status", null).status()).isEqualTo(200);
        } finally {
            api.jdbc.sql("ALTER TABLE api_token DROP CONSTRAINT full_disk").update();
        }
    }

    @Test
    void noSecretReachesTheLogOrAnAnswerThatDoesNotMakeIt() {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger own = (Logger) LoggerFactory.getLogger("io.ccobridge");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        root.addAppender(log);
        own.addAppender(log);
        own.setAdditive(false);
        Level level = own.getLevel();
        own.setLevel(Level.TRACE);
        try {
            String name = name();
            String token = token(name, "\"expires_in\": \"1m\"").json().get("token").textValue();
            String user = user("viewer").get("name").textValue();
            me(
                    user,
                    PASSWORD,
                    "{\"password\": \"quite another\", \"current_password\": \"guess\"}");
            me(
                    user,
                    PASSWORD,
                    "{\"password\": \"quite another\", \"current_password\": \""
                            + PASSWORD
                            + "\"}");
            clock.advance(Duration.ofMinutes(2));
            List<Got> answers =
                    List.of(
                            api.with("Bearer " + token, "GET", "/status", null),
                            api.asAdmin("GET", "/tokens", null),
                            api.asAdmin("GET", "/users", null),
                            token(name, ""),
                            api.asAdmin("DELETE", "/tokens/" + name, null));
            assertThat(answers)
                    .allSatisfy(
                            answer ->
                                    assertThat(answer.text() + answer.headers())
                                            .doesNotContain(
                                                    token, PASSWORD, "quite another", "$2a$"));
            assertThat(log.list).isNotEmpty();
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .noneMatch(
                            line ->
                                    line.contains(token)
                                            || line.contains(PASSWORD)
                                            || line.contains("quite another")
                                            || line.contains("guess"));
        } finally {
            own.setLevel(level);
            own.setAdditive(true);
            own.detachAppender(log);
            root.detachAppender(log);
        }
    }

    // ---- Parts

    private static String name() {
        return "n" + ++made;
    }

    private static JsonNode user(String role) {
        return user(role, "\"digest\": true");
    }

    private static JsonNode user(String role, String more) {
        Got got =
                api.asAdmin(
                        "POST",
                        "/users",
                        "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\", %s}"
                                .formatted(name(), role, PASSWORD, more));
        assertThat(got.status()).as(got.text()).isEqualTo(201);
        return got.json();
    }

    private static Got token(String name, String more) {
        return api.asAdmin(
                "POST",
                "/tokens",
                "{\"name\": \"%s\", \"role\": \"approver\"%s}"
                        .formatted(name, more.isEmpty() ? "" : ", " + more));
    }

    private static Got patch(String user, String body) {
        return api.asAdmin("PATCH", "/users/" + user, body);
    }

    private static Got me(String name, String password, String body) {
        return api.with(basic(name, password), "PATCH", "/me", body);
    }

    private static int statusOf(String name, String password) {
        return api.with(basic(name, password), "GET", "/status", null).status();
    }

    /** Null when it is not in the list. */
    private static JsonNode listed(String path, String name) {
        for (JsonNode item : api.asAdmin("GET", path, null).json().get("items")) {
            if (item.get("name").textValue().equals(name)) {
                return item;
            }
        }
        return null;
    }

    private static void assertWrong(Got got, String[] wrong) {
        assertThat(got.status()).as(wrong[1] + ": " + got.text()).isEqualTo(422);
        assertThat(got.json().at("/errors/0/field").textValue()).startsWith(wrong[0]);
        assertThat(got.json().at("/errors/0/message").textValue()).as(wrong[1]).contains(wrong[2]);
    }
}

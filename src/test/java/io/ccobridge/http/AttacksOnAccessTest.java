package io.ccobridge.http;

import static io.ccobridge.http.RunningApi.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.Databases;
import io.ccobridge.TestClock;
import io.ccobridge.access.Sessions;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.RunningApi.Got;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** What somebody tries who wants more than an account gives, on both databases. */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
class AttacksOnAccessTest {

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

    // ---- Sessions

    @Test
    void aSessionOfADeletedUserIsNotOneOfTheNextUserOfThatName() {
        String name = user("approver");
        String cookie = signIn(name);
        assertThat(statusOf(cookie)).isEqualTo(200);

        assertThat(api.asAdmin("DELETE", "/users/" + name, null).status()).isEqualTo(204);
        make(name, "viewer");

        assertThat(statusOf(cookie)).isEqualTo(401);
    }

    @Test
    void anotherPasswordOrRoleEndsTheSessionsWhereverItIsChanged() {
        String byAnAdmin = user("viewer");
        String first = signIn(byAnAdmin);
        api.asAdmin("PATCH", "/users/" + byAnAdmin, "{\"password\": \"battery staple\"}");
        assertThat(statusOf(first)).isEqualTo(401);

        String lowered = user("approver");
        String second = signIn(lowered);
        api.asAdmin("PATCH", "/users/" + lowered, "{\"role\": \"viewer\"}");
        assertThat(statusOf(second)).isEqualTo(401);

        String byThemselves = user("viewer");
        String third = signIn(byThemselves);
        Got changed =
                api.with(
                        basic(byThemselves, PASSWORD),
                        "PATCH",
                        "/me",
                        "{\"password\": \"battery staple\", \"current_password\": \"%s\"}"
                                .formatted(PASSWORD));
        assertThat(changed.status()).isEqualTo(200);
        assertThat(statusOf(third)).isEqualTo(401);
    }

    @Test
    void anotherAddressForTheMailLeavesTheSessionsAlone() {
        String name = user("viewer");
        String cookie = signIn(name);
        api.asAdmin("PATCH", "/users/" + name, "{\"email\": \"a@example.com\"}");
        assertThat(statusOf(cookie)).isEqualTo(200);
    }

    @Test
    void aPageThatIsLeftOpenKeepsNoSessionAliveAndAPersonDoes() {
        String left = signIn(user("viewer"));
        String used = signIn(user("viewer"));
        clock.advance(Duration.ofMinutes(20));
        assertThat(statusByItself(left)).isEqualTo(200);
        assertThat(statusOf(used)).isEqualTo(200);
        clock.advance(Duration.ofMinutes(10));
        assertThat(statusByItself(left)).isEqualTo(401);
        assertThat(statusOf(left)).isEqualTo(401);

        clock.advance(Duration.ofMinutes(19));
        assertThat(statusByItself(used)).isEqualTo(200);
        clock.advance(Duration.ofMinutes(1));
        assertThat(statusByItself(used)).isEqualTo(401);
    }

    @Test
    void aSessionEndsWhenItIsTooOldHoweverMuchItIsUsed() {
        String cookie = signIn(user("viewer"));
        for (int i = 1; i < 12 * 3; i++) {
            clock.advance(Duration.ofMinutes(20));
            assertThat(statusOf(cookie)).isEqualTo(200);
        }
        clock.advance(Duration.ofMinutes(20));
        assertThat(statusOf(cookie)).isEqualTo(401);
    }

    @Test
    void aSessionThatMayBeIdleForAMinuteOnlyIsKeptAliveAsWell() {
        Sessions strict =
                new Sessions(
                        api.dataSource,
                        api.users::callerNamed,
                        clock,
                        new SecureRandom(),
                        Duration.ofMinutes(1),
                        Duration.ofHours(1));
        String secret = strict.begin(user("viewer"), "127.0.0.1", "a browser").secret();
        clock.advance(Duration.ofSeconds(40));
        assertThat(strict.use(secret)).isPresent();
        clock.advance(Duration.ofSeconds(59));
        assertThat(strict.find(secret)).isPresent();
        clock.advance(Duration.ofSeconds(1));
        assertThat(strict.find(secret)).isEmpty();
    }

    // ---- Names

    @Test
    void nobodyHasTwoNamesThatDifferInLetterCaseOnly() {
        String name = user("approver");
        String loud = name.toUpperCase(java.util.Locale.ROOT);

        Got user = make(loud, "approver");
        assertThat(user.status()).isEqualTo(409);
        assertThat(user.text()).contains("There is " + name + " already");
        assertThat(
                        api.asAdmin(
                                        "POST",
                                        "/tokens",
                                        "{\"name\": \"%s\", \"role\": \"approver\"}"
                                                .formatted(loud))
                                .status())
                .isEqualTo(409);
        assertThatThrownBy(() -> api.provided.vouchedFor(loud, Role.APPROVER, null))
                .isInstanceOf(Refusal.class)
                .hasMessageContaining("differs in letter case only");

        // the same name is the same person, with a token of their own
        assertThat(
                        api.asAdmin(
                                        "POST",
                                        "/tokens",
                                        "{\"name\": \"%s\", \"role\": \"approver\"}"
                                                .formatted(name))
                                .status())
                .isEqualTo(201);
    }

    // ---- The sign-in provider

    @Test
    void aRoleThatTheProviderTakesAwayEndsWhatWasDelegatedAndIsInTheTrail() {
        String name = "provided" + ++made;
        String delegate = user("viewer");
        api.provided.vouchedFor(name, Role.APPROVER, null);
        assertThat(
                        api.asAdmin(
                                        "POST",
                                        "/delegations",
                                        """
                                        {"approver": "%s", "delegate": "%s", "reason": "leave",
                                         "until": "2026-12-01T00:00:00Z"}"""
                                                .formatted(name, delegate))
                                .status())
                .isEqualTo(201);
        assertThat(api.users.callerNamed(delegate).orElseThrow().delegated()).hasSize(1);

        // nothing new: no entry
        api.provided.vouchedFor(name, Role.APPROVER, null);
        api.provided.vouchedFor(name, Role.VIEWER, null);

        assertThat(api.users.callerNamed(delegate).orElseThrow().delegated()).isEmpty();
        assertThat(trail("user " + name))
                .containsExactly(
                        "Made: the sign-in provider vouches for them.",
                        "Changed: the sign-in provider says so.");
    }

    @Test
    void whoSignsInWithTheProviderHasNoPasswordToGuess() {
        String name = "provided" + ++made;
        api.provided.vouchedFor(name, Role.ADMIN, null);
        for (String guess : List.of("!", "", "nobody")) {
            assertThat(api.with(basic(name, guess), "GET", "/me", null).status()).isEqualTo(401);
        }
    }

    // ---- Steps

    private static List<String> trail(String subject) {
        return api.jdbc
                .sql("SELECT reason FROM audit_entry WHERE subject = ? ORDER BY id")
                .param(subject)
                .query(String.class)
                .list();
    }

    private static String user(String role) {
        String name = "person" + ++made;
        assertThat(make(name, role).status()).isEqualTo(201);
        return name;
    }

    private static Got make(String name, String role) {
        return api.asAdmin(
                "POST",
                "/users",
                "{\"name\": \"%s\", \"role\": \"%s\", \"password\": \"%s\"}"
                        .formatted(name, role, PASSWORD));
    }

    private static String signIn(String name) {
        return api.sessions.begin(name, "127.0.0.1", "a browser").secret();
    }

    private static int statusOf(String secret) {
        return api.send(asking(secret)).status();
    }

    /** As htmx asks, for a part of a page. */
    private static int statusByItself(String secret) {
        HttpUriRequestBase request = asking(secret);
        request.setHeader("HX-Request", "true");
        return api.send(request).status();
    }

    private static HttpUriRequestBase asking(String secret) {
        HttpUriRequestBase request = api.request("GET", "/api/v1/me", null);
        request.setHeader("Cookie", Authentication.COOKIE + "=" + secret);
        return request;
    }
}

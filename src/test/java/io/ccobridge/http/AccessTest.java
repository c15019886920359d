package io.ccobridge.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.Role;
import io.ccobridge.http.RunningApi.Got;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tokens and users, from their making to their end, over HTTP and on both databases. */
class AccessTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aTokenWorksFromItsMakingToItsEndAndItsSecretIsShownOnce(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            Got made =
                    api.asAdmin("POST", "/tokens", "{\"name\": \"nightly\", \"role\": \"viewer\"}");
            assertThat(made.status()).isEqualTo(201);
            ApiDocumentTest.assertFits(api.document, "/tokens", "post", made);
            String token = made.json().get("token").textValue();
            assertThat(statusWith(api, "Bearer " + token)).isEqualTo(200);

            Got list = api.asAdmin("GET", "/tokens", null);
            ApiDocumentTest.assertFits(api.document, "/tokens", "get", list);
            assertThat(list.text()).contains("nightly").doesNotContain(token);
            assertThat(
                            api.jdbc
                                    .sql("SELECT hash FROM api_token WHERE name = 'nightly'")
                                    .query(String.class)
                                    .single())
                    .hasSize(64)
                    .isNotEqualTo(token);

            assertThat(api.asAdmin("DELETE", "/tokens/nightly", null).status()).isEqualTo(204);
            assertThat(statusWith(api, "Bearer " + token)).isEqualTo(401);
            assertThat(api.asAdmin("DELETE", "/tokens/nightly", null).status()).isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aNameIsGivenOnceAndTheBridgesOwnNever(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            String token = "{\"name\": \"%s\", \"role\": \"viewer\"}";
            assertThat(api.asAdmin("POST", "/tokens", token.formatted("a")).status())
                    .isEqualTo(201);
            assertThat(api.asAdmin("POST", "/tokens", token.formatted("a")).status())
                    .isEqualTo(409);
            assertThat(api.asAdmin("POST", "/tokens", token.formatted("admin")).status())
                    .isEqualTo(409);
            assertThat(api.asAdmin("POST", "/tokens", token.formatted("System")).status())
                    .isEqualTo(422);
            String user = "{\"name\": \"%s\", \"role\": \"viewer\", \"password\": \"12345678\"}";
            assertThat(api.asAdmin("POST", "/users", user.formatted("a")).status()).isEqualTo(201);
            assertThat(api.asAdmin("POST", "/users", user.formatted("a")).status()).isEqualTo(409);
            assertThat(api.asAdmin("POST", "/users", user.formatted("system")).status())
                    .isEqualTo(422);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void aUserComesInWithNameAndPasswordUntilEitherIsChanged(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            String longPassword = "pässword:".repeat(15);
            Got made =
                    api.asAdmin(
                            "POST",
                            "/users",
                            "{\"name\": \"anna\", \"role\": \"approver\", \"password\": \""
                                    + longPassword
                                    + "\"}");
            ApiDocumentTest.assertFits(api.document, "/users", "post", made);
            assertThat(statusWith(api, basic("anna", longPassword))).isEqualTo(200);
            // bcrypt alone would look at its first 72 bytes only
            assertThat(statusWith(api, basic("anna", longPassword + "x"))).isEqualTo(401);
            assertThat(
                            api.jdbc
                                    .sql("SELECT password_hash FROM user_account")
                                    .query(String.class)
                                    .single())
                    .startsWith("$2a$");

            Got changed = api.asAdmin("PATCH", "/users/anna", "{\"role\": \"admin\"}");
            ApiDocumentTest.assertFits(api.document, "/users/{name}", "patch", changed);
            assertThat(changed.json().get("role").textValue()).isEqualTo("admin");
            assertThat(statusWith(api, basic("anna", longPassword))).isEqualTo(200);
            api.asAdmin("PATCH", "/users/anna", "{\"password\": \"another one\"}");
            assertThat(statusWith(api, basic("anna", longPassword))).isEqualTo(401);
            assertThat(statusWith(api, basic("anna", "another one"))).isEqualTo(200);
            ApiDocumentTest.assertFits(
                    api.document, "/users", "get", api.asAdmin("GET", "/users", null));

            assertThat(api.asAdmin("DELETE", "/users/anna", null).status()).isEqualTo(204);
            assertThat(statusWith(api, basic("anna", "another one"))).isEqualTo(401);
            assertThat(api.asAdmin("DELETE", "/users/anna", null).status()).isEqualTo(404);
            assertThat(api.asAdmin("PATCH", "/users/anna", "{\"role\": \"admin\"}").status())
                    .isEqualTo(404);
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theFirstAdminIsMadeOnceAndOnlyWhereThereIsNoUser(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            String password = api.users.firstAdmin().orElseThrow();
            assertThat(statusWith(api, basic("admin", password))).isEqualTo(200);
            assertThat(api.users.firstAdmin()).isEmpty();
        }
    }

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void afterTenWrongPasswordsTheNextTryHasToWait(Databases.Engine engine) {
        try (RunningApi api = new RunningApi(engine, "")) {
            String password = api.users.firstAdmin().orElseThrow();
            for (int i = 0; i < FailedLogins.TRIES; i++) {
                assertThat(statusWith(api, basic("admin", "wrong"))).isEqualTo(401);
            }
            HttpUriRequestBase request = api.request("GET", "/api/v1/status", null);
            request.setHeader("Authorization", basic("admin", password));
            Got got = api.send(request);
            assertThat(got.status()).isEqualTo(429);
            assertThat(Integer.parseInt(got.header("Retry-After"))).isBetween(1, 900);
            assertThat(statusWith(api, "Bearer " + api.tokens.get(Role.VIEWER))).isEqualTo(200);
        }
    }

    private static int statusWith(RunningApi api, String authorization) {
        HttpUriRequestBase request = api.request("GET", "/api/v1/status", null);
        request.setHeader("Authorization", authorization);
        return api.send(request).status();
    }

    private static String basic(String name, String password) {
        return "Basic "
                + Base64.getEncoder()
                        .encodeToString((name + ":" + password).getBytes(StandardCharsets.UTF_8));
    }
}

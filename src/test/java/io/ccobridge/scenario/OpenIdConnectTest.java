package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.Databases;
import java.io.IOException;
import java.net.CookieManager;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Sign-in with the site's own provider, against a real one. */
class OpenIdConnectTest {

    private static final String ISSUER = "company";
    private static final String CLIENT = "cco-bridge";

    private static MockOAuth2Server provider;
    private static World world;

    @BeforeAll
    static void open() {
        provider = new MockOAuth2Server();
        provider.start();
        world =
                World.on(
                        Databases.Engine.H2,
                        Map.of(
                                "oidc.issuer",
                                provider.issuerUrl(ISSUER).toString(),
                                "oidc.client-id",
                                CLIENT,
                                "oidc.client-secret",
                                "secret-of-the-client",
                                "oidc.roles",
                                "accounting=approver, it=admin"));
    }

    @AfterAll
    static void close() {
        world.close();
        provider.shutdown();
    }

    @Test
    void whoTheProviderVouchesForIsSignedInWithTheHighestRoleThatTheirGroupsGive() {
        vouchFor("anna", List.of("everybody", "accounting", "it"));
        HttpResponse<String> page = signIn(browser());
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        assertThat(page.uri().getPath()).isEqualTo("/ready");
        assertThat(user("anna").path("role").asText()).isEqualTo("admin");
        assertThat(user("anna").path("email").asText()).isEqualTo("anna@example.com");

        // the provider has the last word at each sign-in
        vouchFor("anna", List.of("accounting"));
        signIn(browser());
        assertThat(user("anna").path("role").asText()).isEqualTo("approver");
    }

    @Test
    void whoHasNoRoleIsToldSo() {
        vouchFor("carl", List.of("everybody"));
        HttpResponse<String> page = signIn(browser());
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("carl has no role here");
    }

    @Test
    void theProviderMakesNobodyAUserWhoHasAPassword() {
        world.admin()
                .post(
                        "/users",
                        Map.of("name", "boss", "role", "admin", "password", "correct horse"));
        vouchFor("boss", List.of("accounting"));
        HttpResponse<String> page = signIn(browser());
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("There is a user boss with a password here");
        assertThat(user("boss").path("role").asText()).isEqualTo("admin");
    }

    @Test
    void aWayBackThatWasNotBegunInThisBrowserIsRefused() {
        HttpResponse<String> page =
                get(browser(), "/sign-in/oidc/callback?code=stolen&state=another");
        assertThat(page.statusCode()).isEqualTo(403);
        assertThat(page.body()).contains("This sign-in was not begun in this browser");
    }

    private static void vouchFor(String name, List<String> groups) {
        provider.enqueueCallback(
                new DefaultOAuth2TokenCallback(
                        ISSUER,
                        name,
                        "JWT",
                        List.of(CLIENT),
                        Map.of(
                                "preferred_username",
                                name,
                                "email",
                                name + "@example.com",
                                "roles",
                                groups),
                        60));
    }

    private static JsonNode user(String name) {
        return RunningBridge.items(world.admin().get("/users")).stream()
                .filter(user -> user.path("name").asText().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static HttpClient browser() {
        return HttpClient.newBuilder()
                .cookieHandler(new CookieManager())
                .followRedirects(HttpClient.Redirect.ALWAYS)
                .build();
    }

    private static HttpResponse<String> signIn(HttpClient browser) {
        return get(browser, "/sign-in/oidc?to=%2Fready");
    }

    private static HttpResponse<String> get(HttpClient browser, String path) {
        try {
            return browser.send(
                    HttpRequest.newBuilder(URI.create(world.address() + path))
                            .header("Accept", "text/html")
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}

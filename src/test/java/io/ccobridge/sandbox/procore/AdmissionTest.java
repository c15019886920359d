package io.ccobridge.sandbox.procore;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.TestClock;
import io.ccobridge.sandbox.procore.PlainClient.Reply;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.client5.http.entity.mime.MultipartEntityBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Token, company header and rate limits: what every call has to pass. */
class AdmissionTest {

    private final TestClock clock = new TestClock("2026-11-20T17:00:00Z");
    private SandboxProcore procore;
    private PlainClient client;
    private String projects;

    @BeforeEach
    void start() throws IOException {
        procore = SandboxProcore.builder().clock(clock).rateLimits(100, 5).start();
        client = PlainClient.loggedIn(procore);
        projects = "/rest/v1.0/projects?company_id=" + procore.companyId();
    }

    @AfterEach
    void stop() throws IOException {
        client.close();
        procore.close();
    }

    @Test
    void givesATokenForClientCredentialsInAForm() throws IOException {
        Reply reply =
                client.token("client_credentials", procore.clientId(), procore.clientSecret());

        assertThat(reply.status()).isEqualTo(200);
        assertThat(reply.json().get("access_token").asText()).startsWith("eyJ");
        assertThat(reply.json().get("token_type").asText()).isEqualTo("bearer");
        assertThat(reply.json().get("expires_in").asInt()).isEqualTo(5400);
        assertThat(reply.json().get("created_at").asLong())
                .isEqualTo(clock.instant().getEpochSecond());
    }

    @Test
    void givesATokenForJsonAndForMultipartToo() throws IOException {
        Reply json =
                client.send(
                        "POST",
                        "/oauth/token",
                        """
                        {"grant_type": "client_credentials", "client_id": "sandbox-client",
                         "client_secret": "sandbox-secret"}""");
        Reply multipart =
                client.send(
                        "POST",
                        "/oauth/token",
                        MultipartEntityBuilder.create()
                                .addTextBody("grant_type", "client_credentials")
                                .addTextBody("client_id", "sandbox-client")
                                .addTextBody("client_secret", "sandbox-secret")
                                .build());

        assertThat(json.status()).isEqualTo(200);
        assertThat(multipart.status()).isEqualTo(200);
    }

    @Test
    void refusesAWrongSecretAndAnotherGrant() throws IOException {
        Reply secret = client.token("client_credentials", procore.clientId(), "guessed");
        Reply grant = client.token("password", procore.clientId(), procore.clientSecret());

        assertThat(secret.status()).isEqualTo(401);
        assertThat(secret.json().get("error").asText()).isEqualTo("invalid_client");
        assertThat(grant.status()).isEqualTo(401);
        assertThat(grant.json().get("error").asText()).isEqualTo("unsupported_grant_type");
    }

    @Test
    void refusesACallWithoutAToken() throws IOException {
        Reply reply = client.header("Authorization", null).get(projects);

        assertThat(reply.status()).isEqualTo(401);
        assertThat(reply.body()).isEqualTo("{\"errors\":\"Unauthorized\"}");
    }

    @Test
    void refusesATokenThatHasExpired() throws IOException {
        clock.advance(Duration.ofSeconds(5399));
        assertThat(client.get(projects).status()).isEqualTo(200);

        clock.advance(Duration.ofSeconds(1));
        assertThat(client.get(projects).status()).isEqualTo(401);
    }

    @Test
    void givesTokensOfTheLifeThatIsSet() throws IOException {
        procore.setTokenLife(Duration.ofSeconds(2));
        client.logIn();

        clock.advance(Duration.ofSeconds(2));

        assertThat(client.get(projects).status()).isEqualTo(401);
    }

    @Test
    void refusesATokenThatWasRevoked() throws IOException {
        procore.revokeTokens();
        assertThat(client.get(projects).status()).isEqualTo(401);
        assertThat(client.logIn().get(projects).status()).isEqualTo(200);
    }

    @Test
    void refusesACallWithoutTheCompanyHeader() throws IOException {
        Reply reply = client.header("Procore-Company-Id", null).get(projects);

        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.json().get("errors").asText())
                .startsWith("Missing Procore-Company-Id header!\n\nEach call");
    }

    @Test
    void refusesAnotherCompanyInHeaderOrQuery() throws IOException {
        assertThat(client.get("/rest/v1.0/projects?company_id=7").status()).isEqualTo(403);

        Reply header = client.header("Procore-Company-Id", "7").get(projects);
        assertThat(header.status()).isEqualTo(403);
        assertThat(header.json().get("errors").asText())
                .isEqualTo("App is not connected to this company");
    }

    @Test
    void answersAnUnknownPathWithJson() throws IOException {
        Reply reply = client.get("/rest/v1.1/projects");

        assertThat(reply.status()).isEqualTo(404);
        assertThat(reply.json().get("errors").asText()).isEqualTo("Not Found");
        assertThat(client.get("/").status()).isEqualTo(404);
    }

    @Test
    void tellsOfTheNearestLimitWithEveryAnswerGoodOrBad() throws IOException {
        Reply first = client.get(projects);
        Reply second = client.get("/rest/v1.0/nothing");

        assertThat(first.number("X-Rate-Limit-Limit")).isEqualTo(5);
        assertThat(first.number("X-Rate-Limit-Remaining")).isEqualTo(4);
        assertThat(first.number("X-Rate-Limit-Reset"))
                .isEqualTo(clock.instant().getEpochSecond() + 10);
        assertThat(second.status()).isEqualTo(404);
        assertThat(second.number("X-Rate-Limit-Remaining")).isEqualTo(3);
    }

    @Test
    void answers429BeyondTheSpikeLimitUntilItsReset() throws IOException {
        spend(5);

        Reply refused = client.get(projects);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.json().get("errors").asText()).startsWith("You have surpassed");
        assertThat(refused.number("X-Rate-Limit-Remaining")).isZero();
        assertThat(refused.number("Retry-After")).isEqualTo(10);

        clock.advance(Duration.ofSeconds(10));
        assertThat(client.get(projects).status()).isEqualTo(200);
    }

    @Test
    void answers429WithoutRetryAfterWhenSetSo() throws IOException {
        procore.setRetryAfter(false);
        spend(5);

        Reply refused = client.get(projects);

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.headers()).doesNotContainKey("Retry-After");
        assertThat(refused.headers()).containsKey("X-Rate-Limit-Reset");
    }

    @Test
    void answers429BeyondTheHourlyLimitUntilTheHourIsOver() throws IOException {
        procore.setRateLimits(3, 1000);
        spend(3);

        Reply refused = client.get(projects);
        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.number("X-Rate-Limit-Limit")).isEqualTo(3);
        assertThat(refused.number("X-Rate-Limit-Reset"))
                .isEqualTo(clock.instant().getEpochSecond() + 3600);

        clock.advance(Duration.ofSeconds(10));
        assertThat(client.get(projects).status()).isEqualTo(429);
        clock.advance(Duration.ofMinutes(60));
        assertThat(client.get(projects).status()).isEqualTo(200);
    }

    @Test
    void keepsALogOfEveryCall() throws IOException {
        procore.clearRequests();
        client.get(projects);
        client.get("/rest/v1.0/nothing?%s=%s", "filters[a]", "b c");

        assertThat(procore.requests()).hasSize(2);
        assertThat(procore.requests("filters[a]=b c"))
                .singleElement()
                .satisfies(
                        call -> {
                            assertThat(call.method()).isEqualTo("GET");
                            assertThat(call.path()).isEqualTo("/rest/v1.0/nothing");
                            assertThat(call.status()).isEqualTo(404);
                        });
    }

    private void spend(int calls) throws IOException {
        for (int i = 0; i < calls; i++) {
            assertThat(client.get(projects).status()).isEqualTo(200);
        }
    }
}

package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpectrumAuthTest {

    private final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-23T12:00:00Z"));
    private final InstantSource source = now::get;
    private final Clock clock = source.withZone(ZoneOffset.UTC);

    @Test
    void soapGetsNoHeaderUnlessTheSiteWantsOne() {
        assertThat(auth("http://localhost", Auth.NONE).forSoap()).isNull();
        assertThat(auth("http://localhost", Auth.BASIC).forSoap())
                .isEqualTo("Basic QUJDOnNlY3JldC1pZA==");
    }

    @Test
    void vendorsAlwaysGetCompanyAndAuthorizationId() {
        assertThat(auth("http://localhost", Auth.NONE).forVendors())
                .isEqualTo("Basic QUJDOnNlY3JldC1pZA==");
    }

    @Test
    void oneTokenServesAllCallsUntilShortlyBeforeItExpires() {
        try (ScriptedServer server = tokens(3600)) {
            SpectrumAuth auth = auth(server.url(), Auth.OAUTH2);

            assertThat(auth.forSoap()).isEqualTo("Bearer token-1");
            assertThat(auth.forVendors()).isEqualTo("Bearer token-1");
            now.set(now.get().plusSeconds(3594));
            assertThat(auth.forSoap()).isEqualTo("Bearer token-1");
            now.set(now.get().plusSeconds(1));
            assertThat(auth.forSoap()).isEqualTo("Bearer token-2");
            assertThat(server.asked).hasSize(2);
        }
    }

    @Test
    void aTokenThatLivesForAMomentIsStillUsed() {
        try (ScriptedServer server = tokens(10)) {
            SpectrumAuth auth = auth(server.url(), Auth.OAUTH2);

            auth.forSoap();
            now.set(now.get().plusSeconds(8));

            assertThat(auth.forSoap()).isEqualTo("Bearer token-1");
        }
    }

    @Test
    void aTokenIsAskedForWithClientCredentials() {
        try (ScriptedServer server = tokens(3600)) {
            auth(server.url(), Auth.OAUTH2).forSoap();

            ScriptedServer.Asked asked = server.asked.get(0);
            assertThat(asked.method()).isEqualTo("POST");
            assertThat(asked.path()).isEqualTo("/connect/token");
            assertThat(asked.headers())
                    .containsEntry("content-type", "application/x-www-form-urlencoded");
            assertThat(asked.body().split("&"))
                    .containsExactlyInAnyOrder(
                            "grant_type=client_credentials",
                            "scope=spectrumapi",
                            "client_id=client",
                            "client_secret=s%26cret%3D");
        }
    }

    @Test
    void aRefusedTokenIsDroppedButNotTheOneThatCameAfterIt() {
        try (ScriptedServer server = tokens(3600)) {
            SpectrumAuth auth = auth(server.url(), Auth.OAUTH2);
            String first = auth.forSoap();

            auth.refused(first);
            String second = auth.forSoap();
            auth.refused(first);

            assertThat(second).isEqualTo("Bearer token-2");
            assertThat(auth.forSoap()).isEqualTo(second);
        }
    }

    @Test
    void settingsInALogShowNoSecret() {
        assertThat(
                        new SpectrumSettings(
                                "https://spectrum.example:8482/",
                                "ABC",
                                "secret-id",
                                Auth.of("oauth2"),
                                "client",
                                "secret-2",
                                "CR",
                                "E"))
                .hasToString("Spectrum at https://spectrum.example:8482, company ABC");
    }

    @ParameterizedTest
    @CsvSource({
        "400, {}, Misconfigured",
        "401, {}, Misconfigured",
        "302, {}, Misconfigured",
        "404, {}, Misconfigured",
        "429, {}, Transient",
        "503, {}, Transient",
        "200, oops, Transient",
        "200, {}, Transient",
        "200, [], Transient"
    })
    void aCallWithoutTokenIsNotMadeAndSaysWhy(int status, String body, String expected) {
        try (ScriptedServer server =
                new ScriptedServer(
                        (asked, exchange) -> ScriptedServer.answer(exchange, status, body))) {
            SpectrumAuth auth = auth(server.url(), Auth.OAUTH2);

            assertThatThrownBy(auth::forSoap)
                    .isInstanceOfSatisfying(
                            NotSent.class,
                            e ->
                                    assertThat(e.answer().getClass().getSimpleName())
                                            .isEqualTo(expected));
        }
    }

    @Test
    void aTokenServiceThatCannotBeReachedIsTransient() {
        String url;
        try (ScriptedServer server = tokens(1)) {
            url = server.url();
        }

        assertThatThrownBy(auth(url, Auth.OAUTH2)::forSoap)
                .isInstanceOfSatisfying(
                        NotSent.class,
                        e -> assertThat(e.answer()).isInstanceOf(Answer.Transient.class));
    }

    private SpectrumAuth auth(String url, Auth auth) {
        return new SpectrumAuth(
                new SpectrumSettings(url, "ABC", "secret-id", auth, "client", "s&cret=", "CR", "E"),
                Duration.ofSeconds(5),
                clock);
    }

    private static ScriptedServer tokens(int life) {
        AtomicInteger count = new AtomicInteger();
        return new ScriptedServer(
                (asked, exchange) ->
                        ScriptedServer.answer(
                                exchange,
                                200,
                                "{\"access_token\":\"token-"
                                        + count.incrementAndGet()
                                        + "\",\"expires_in\":"
                                        + life
                                        + ",\"token_type\":\"Bearer\"}"));
    }
}

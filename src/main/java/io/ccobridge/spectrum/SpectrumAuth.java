package io.ccobridge.spectrum;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import io.ccobridge.spectrum.Answer.Misconfigured;
import io.ccobridge.spectrum.Answer.Transient;
import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The header {@code Authorization} for Spectrum (facts/spectrum-api.md 1.2). With {@code oauth2},
 * one token serves all calls: it is renewed before it expires, and dropped when Spectrum refuses
 * it.
 */
public final class SpectrumAuth {

    private record Token(String header, Instant renewAt) {}

    private static final int MAX_ANSWER = 64 * 1024;

    /** Of the documented life of a token; a site may give shorter ones. */
    private static final Duration DEFAULT_LIFE = Duration.ofMinutes(5);

    private final SpectrumSettings settings;
    private final Duration timeout;
    private final Clock clock;
    private final HttpClient http;

    private Token token;

    /**
     * @param timeout of one token request
     */
    public SpectrumAuth(SpectrumSettings settings, Duration timeout, Clock clock) {
        this.settings = settings;
        this.timeout = timeout;
        this.clock = clock;
        // redirects are never followed: they would carry the secret elsewhere
        this.http = HttpClient.newBuilder().connectTimeout(timeout).build();
    }

    /**
     * For the SOAP services; null when the site wants none there.
     *
     * @throws NotSent when no token can be had
     */
    public String forSoap() {
        return switch (settings.auth()) {
            case NONE -> null;
            case BASIC -> basic();
            case OAUTH2 -> bearer();
        };
    }

    /**
     * For the REST resource {@code vendors}, which always wants one.
     *
     * @throws NotSent when no token can be had
     */
    public String forVendors() {
        return settings.auth() == Auth.OAUTH2 ? bearer() : basic();
    }

    /** Spectrum answered 401 to this header: the token is dropped, unless it is a newer one. */
    public synchronized void refused(String header) {
        if (token != null && token.header().equals(header)) {
            token = null;
        }
    }

    private String basic() {
        String pair = settings.companyCode() + ":" + settings.authorizationId();
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    private synchronized String bearer() {
        if (token == null || !clock.instant().isBefore(token.renewAt())) {
            token = null;
            token = newToken();
        }
        return token.header();
    }

    private Token newToken() {
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(settings.url() + "/connect/token"))
                        .timeout(timeout)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Accept", "application/json")
                        .POST(HttpRequest.BodyPublishers.ofString(form()))
                        .build();
        try {
            HttpResponse<InputStream> response =
                    http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return token(
                        response.statusCode(),
                        new String(body.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new NotSent(
                    new Transient("Spectrum gave no access token: " + e.getClass().getSimpleName()),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new NotSent(new Transient("The request for an access token was cut off."), e);
        }
    }

    private String form() {
        return Map.of(
                        "grant_type",
                        "client_credentials",
                        "scope",
                        "spectrumapi",
                        "client_id",
                        settings.clientId(),
                        "client_secret",
                        settings.clientSecret())
                .entrySet()
                .stream()
                .map(
                        e ->
                                e.getKey()
                                        + "="
                                        + URLEncoder.encode(e.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private Token token(int status, String body) {
        if (status == 429 || status >= 500) {
            throw new NotSent(
                    new Transient("Spectrum gave no access token: HTTP status " + status + "."));
        }
        if (status != 200) {
            throw new NotSent(
                    new Misconfigured(
                            "Spectrum gave no access token: HTTP status "
                                    + status
                                    + ". Check spectrum.client-id and spectrum.client-secret; the"
                                    + " secret may have expired."));
        }
        return token(body);
    }

    private Token token(String body) {
        JsonNode answer;
        try {
            answer = Json.read(body);
        } catch (IllegalArgumentException e) {
            throw new NotSent(
                    new Transient("Spectrum's answer with the access token could not be read."), e);
        }
        String value = answer.path("access_token").asText();
        if (value.isBlank()) {
            throw new NotSent(new Transient("Spectrum's answer holds no access token."));
        }
        Duration life =
                Duration.ofSeconds(answer.path("expires_in").asLong(DEFAULT_LIFE.toSeconds()));
        return new Token("Bearer " + value, clock.instant().plus(life).minus(margin(life)));
    }

    /** A call that starts with a token must end before the token does. */
    private Duration margin(Duration life) {
        Duration tenth = life.dividedBy(10);
        return tenth.compareTo(timeout) > 0 ? timeout : tenth;
    }
}

package io.ccobridge.sandbox.spectrum;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** Who may come in, and the tokens that say so (facts/spectrum-api.md 1.2). */
final class Access {

    private static final Duration TOKEN_LIFE = Duration.ofHours(1);

    private final SandboxSettings settings;
    private final Map<String, Instant> tokens = new HashMap<>();

    Access(SandboxSettings settings) {
        this.settings = settings;
    }

    boolean allowsSoap(Incoming call) {
        if (settings.auth() instanceof RequiredAuth.None) {
            return true;
        }
        return allowsRest(call);
    }

    /**
     * Basic, or Bearer where enhanced authentication is on; the one does not stand for the other.
     */
    boolean allowsRest(Incoming call) {
        String authorization = call.header("Authorization");
        if (settings.auth() instanceof RequiredAuth.OAuth2) {
            return authorization.startsWith("Bearer ") && valid(authorization.substring(7));
        }
        String user = settings.companyCode() + ":" + settings.authorizationId();
        String credentials =
                Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        return authorization.equals("Basic " + credentials);
    }

    /** What {@code 401} says is wanted. */
    Reply unauthorized() {
        String scheme =
                settings.auth() instanceof RequiredAuth.OAuth2
                        ? "Bearer"
                        : "Basic realm=\"Spectrum\"";
        return Reply.text(401, "Unauthorized").with("WWW-Authenticate", scheme);
    }

    /** {@code POST /connect/token}, client credentials. */
    Answer token(Incoming call) {
        if (!(settings.auth() instanceof RequiredAuth.OAuth2 client)) {
            return Answer.of(Reply.text(404, "Enhanced authentication is off"));
        }
        if (!call.header("Content-Type").startsWith("application/x-www-form-urlencoded")) {
            return refused("invalid_request");
        }
        Fields form = new Fields();
        UrlEncoded.decodeTo(call.bodyText(), form::add, StandardCharsets.UTF_8);
        if (!"client_credentials".equals(form.getValue("grant_type"))) {
            return refused("unsupported_grant_type");
        }
        if (!"spectrumapi".equals(form.getValue("scope"))) {
            return refused("invalid_scope");
        }
        if (!client.clientId().equals(form.getValue("client_id"))
                || !client.clientSecret().equals(form.getValue("client_secret"))) {
            return refused("invalid_client");
        }
        return Answer.of(
                Reply.json(
                        200,
                        Map.of(
                                "access_token", issue(),
                                "expires_in", TOKEN_LIFE.toSeconds(),
                                "token_type", "Bearer")));
    }

    /** Every token that was given out is void. */
    synchronized void revokeTokens() {
        tokens.clear();
    }

    private static Answer refused(String error) {
        return Answer.of(Reply.json(400, Map.of("error", error)));
    }

    private synchronized String issue() {
        String token = UUID.randomUUID().toString();
        tokens.put(token, settings.clock().instant().plus(TOKEN_LIFE));
        return token;
    }

    private synchronized boolean valid(String token) {
        Instant until = tokens.get(token);
        return until != null && settings.clock().instant().isBefore(until);
    }
}

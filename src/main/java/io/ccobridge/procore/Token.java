package io.ccobridge.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The one bearer token that all calls share (facts/procore-api.md 3): asked for with client
 * credentials, renewed a little before it expires, dropped when Procore refuses it. Camel's own
 * OAuth support keeps a token per URL and does not drop one after a 401 (facts/camel.md 2.6).
 */
final class Token {

    /** A token, or what the login host answered instead of one. */
    record Grant(String bearer, Answer refusal) {}

    private static final Duration MARGIN = Duration.ofSeconds(60);
    private static final long DOCUMENTED_LIFETIME = 5400;

    private final ProcoreHttp http;
    private final Query form;
    private final Clock clock;
    private String bearer;
    private Instant renewAt;

    Token(ProcoreHttp http, String clientId, String clientSecret, Clock clock) {
        this.http = http;
        this.form =
                Query.NONE
                        .with("grant_type", "client_credentials")
                        .with("client_id", clientId)
                        .with("client_secret", clientSecret);
        this.clock = clock;
    }

    /** One caller asks for a new token, the others wait for it. */
    synchronized Grant get() throws IOException {
        if (bearer == null || !clock.instant().isBefore(renewAt)) {
            Instant asked = clock.instant();
            Answer answer = http.token(form);
            JsonNode grant = granted(answer);
            if (grant == null) {
                return new Grant(null, answer);
            }
            bearer = grant.path("access_token").textValue();
            renewAt = asked.plus(lifetime(grant));
        }
        return new Grant(bearer, null);
    }

    /** Forgets that token; a newer one that another caller has fetched meanwhile stays. */
    synchronized void drop(String refused) {
        if (refused.equals(bearer)) {
            bearer = null;
        }
    }

    private static JsonNode granted(Answer answer) {
        if (answer.status() != 200) {
            return null;
        }
        try {
            JsonNode grant = Json.read(answer.body());
            return grant.path("access_token").isTextual() ? grant : null;
        } catch (IllegalArgumentException notJson) {
            return null;
        }
    }

    private static Duration lifetime(JsonNode grant) {
        long seconds = grant.path("expires_in").asLong(DOCUMENTED_LIFETIME);
        Duration whole = Duration.ofSeconds(Math.max(0, Math.min(seconds, 86_400)));
        Duration margin = whole.dividedBy(4);
        return whole.minus(margin.compareTo(MARGIN) < 0 ? margin : MARGIN);
    }
}

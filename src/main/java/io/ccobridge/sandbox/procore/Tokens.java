package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MultiPart;
import org.eclipse.jetty.http.MultiPartConfig;
import org.eclipse.jetty.http.MultiPartFormData;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.util.Attributes;
import org.eclipse.jetty.util.Fields;
import org.eclipse.jetty.util.UrlEncoded;

/** The login host: client credentials for tokens that expire (facts/procore-api.md 3). */
final class Tokens {

    private static final String HEADER =
            Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(
                            "{\"typ\":\"JWT\",\"alg\":\"ES512\"}".getBytes(StandardCharsets.UTF_8));

    private final Clock clock;
    private final String clientId;
    private final String clientSecret;
    private final Map<String, Instant> expiry = new ConcurrentHashMap<>();
    private volatile Duration life;

    Tokens(Clock clock, String clientId, String clientSecret, Duration life) {
        this.clock = clock;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.life = life;
    }

    void setLife(Duration value) {
        life = value;
    }

    void revokeAll() {
        expiry.clear();
    }

    /** Whether an {@code Authorization} header names a token that is still good. */
    boolean admits(String authorization) {
        if (authorization == null || !authorization.regionMatches(true, 0, "Bearer ", 0, 7)) {
            return false;
        }
        Instant end = expiry.get(authorization.substring(7).trim());
        return end != null && clock.instant().isBefore(end);
    }

    /** {@code POST /oauth/token}, with the credentials in the body, in any of three shapes. */
    Answer issue(Call call) {
        Function<String, String> form = form(call);
        if (!"client_credentials".equals(form.apply("grant_type"))) {
            return refused(
                    "unsupported_grant_type",
                    "The authorization grant type is not supported by the authorization server.");
        }
        if (!clientId.equals(form.apply("client_id"))
                || !clientSecret.equals(form.apply("client_secret"))) {
            return refused(
                    "invalid_client",
                    "Client authentication failed due to unknown client, no client authentication"
                            + " included, or unsupported authentication method.");
        }
        Instant now = clock.instant();
        Duration given = life;
        String token = HEADER + "." + UUID.randomUUID() + "." + UUID.randomUUID();
        expiry.put(token, now.plus(given));
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("access_token", token);
        answer.put("token_type", "bearer");
        answer.put("expires_in", given.toSeconds());
        answer.put("created_at", now.getEpochSecond());
        return Answer.json(200, answer);
    }

    private static Answer refused(String error, String description) {
        return Answer.json(401, Map.of("error", error, "error_description", description));
    }

    private static Function<String, String> form(Call call) {
        String type = String.valueOf(call.headers().get(HttpHeader.CONTENT_TYPE));
        if (type.startsWith("application/json")) {
            JsonNode json = call.json();
            return name -> json.path(name).asText(null);
        }
        if (type.startsWith("multipart/form-data")) {
            return multipart(type, call.body());
        }
        Fields fields = new Fields();
        UrlEncoded.decodeUtf8To(new String(call.body(), StandardCharsets.UTF_8), fields);
        return fields::getValue;
    }

    private static Function<String, String> multipart(String type, byte[] body) {
        Content.Source source = Content.Source.from(ByteBuffer.wrap(body));
        MultiPartConfig inMemory =
                new MultiPartConfig.Builder().maxMemoryPartSize(body.length).build();
        try (MultiPartFormData.Parts parts =
                MultiPartFormData.getParts(source, new Attributes.Mapped(), type, inMemory)) {
            Map<String, String> values = new LinkedHashMap<>();
            for (MultiPart.Part part : parts) {
                values.put(part.getName(), part.getContentAsString(StandardCharsets.UTF_8));
            }
            return values::get;
        }
    }
}

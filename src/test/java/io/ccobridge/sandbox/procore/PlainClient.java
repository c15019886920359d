package io.ccobridge.sandbox.procore;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.ParseException;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/** A client that does nothing by itself: no retry, no token that is not asked for. */
final class PlainClient implements AutoCloseable {

    private static final Pattern NEXT = Pattern.compile("<([^>]+)>; rel=\"next\"");

    record Reply(int status, String body, Map<String, String> headers) {

        JsonNode json() {
            return Json.read(body);
        }

        long number(String header) {
            return Long.parseLong(headers.get(header));
        }

        /** The address of the next page, or null. */
        String next() {
            Matcher next = NEXT.matcher(headers.getOrDefault("Link", ""));
            return next.find() ? next.group(1) : null;
        }
    }

    private final CloseableHttpClient http =
            HttpClients.custom().disableAutomaticRetries().disableRedirectHandling().build();
    private final SandboxProcore procore;
    private final Map<String, String> headers = new HashMap<>();

    /** Without a token yet. */
    PlainClient(SandboxProcore procore) {
        this.procore = procore;
        headers.put("Procore-Company-Id", String.valueOf(procore.companyId()));
    }

    static PlainClient loggedIn(SandboxProcore procore) throws IOException {
        return new PlainClient(procore).logIn();
    }

    PlainClient logIn() throws IOException {
        Reply token = token("client_credentials", procore.clientId(), procore.clientSecret());
        return header("Authorization", "Bearer " + token.json().get("access_token").asText());
    }

    /**
     * @param value null takes the header away
     */
    PlainClient header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    Reply token(String grantType, String id, String secret) throws IOException {
        String form = "grant_type=%s&client_id=%s&client_secret=%s";
        return send(
                "POST",
                "/oauth/token",
                new StringEntity(
                        form.formatted(grantType, id, secret),
                        ContentType.APPLICATION_FORM_URLENCODED));
    }

    /** The path may be a whole address; the arguments are encoded for a query. */
    Reply get(String path, Object... arguments) throws IOException {
        Object[] encoded = new Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            encoded[i] = URLEncoder.encode(String.valueOf(arguments[i]), StandardCharsets.UTF_8);
        }
        return send(
                "GET", arguments.length == 0 ? path : path.formatted(encoded), (HttpEntity) null);
    }

    Reply send(String method, String path, String json) throws IOException {
        return send(method, path, new StringEntity(json, ContentType.APPLICATION_JSON));
    }

    Reply send(String method, String path, HttpEntity body) throws IOException {
        String url = path.startsWith("http") ? path : procore.url() + path;
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url));
        headers.forEach(
                (name, value) -> {
                    if (value != null) {
                        request.setHeader(name, value);
                    }
                });
        request.setEntity(body);
        return http.execute(request, PlainClient::reply);
    }

    private static Reply reply(ClassicHttpResponse response) throws IOException, ParseException {
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : response.getHeaders()) {
            headers.put(header.getName(), header.getValue());
        }
        String body = EntityUtils.toString(response.getEntity(), StandardCharsets.UTF_8);
        return new Reply(response.getCode(), body, headers);
    }

    @Override
    public void close() throws IOException {
        http.close();
    }
}

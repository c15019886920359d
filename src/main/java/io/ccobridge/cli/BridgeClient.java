package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import io.ccobridge.json.Json;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.io.HttpClientResponseHandler;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.support.ClassicRequestBuilder;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.URIBuilder;

/**
 * The HTTP API of a running bridge. Every call throws {@link Declined} when the bridge answers with
 * a problem and {@link Unreachable} when no answer of a bridge comes; none is ever repeated by
 * itself.
 */
final class BridgeClient implements Closeable {

    private static final int CONNECT_SECONDS = 5;
    // an accept reads Procore once more, and Procore may make the bridge wait
    private static final int ANSWER_SECONDS = 60;

    private final URI url;
    private final String token; // null: none
    private final CloseableHttpClient http;

    /**
     * @param url without {@code /api/v1}
     * @param token null: none is sent
     */
    BridgeClient(URI url, String token) {
        this.url = url;
        this.token = token;
        this.http =
                HttpClients.custom()
                        .useSystemProperties()
                        .disableAutomaticRetries()
                        .disableRedirectHandling()
                        .disableCookieManagement()
                        .setUserAgent("cco-bridge")
                        .setConnectionManager(
                                PoolingHttpClientConnectionManagerBuilder.create()
                                        .useSystemProperties()
                                        .setDefaultConnectionConfig(
                                                ConnectionConfig.custom()
                                                        .setConnectTimeout(
                                                                CONNECT_SECONDS, TimeUnit.SECONDS)
                                                        .build())
                                        .build())
                        .setDefaultRequestConfig(
                                RequestConfig.custom()
                                        .setResponseTimeout(ANSWER_SECONDS, TimeUnit.SECONDS)
                                        .build())
                        .build();
    }

    JsonNode get(String... path) {
        return get(Map.of(), path);
    }

    JsonNode get(Map<String, String> query, String... path) {
        return document(request("GET", query, path));
    }

    /** As {@link #post(Object, String...)}, without a body. */
    JsonNode post(String... path) {
        return document(request("POST", Map.of(), path));
    }

    /**
     * @param body a value that {@link Json} can write
     * @return missing when the answer has no body
     */
    JsonNode post(Object body, String... path) {
        return document(
                request("POST", Map.of(), path)
                        .setEntity(Json.write(body), ContentType.APPLICATION_JSON));
    }

    /**
     * @param body a value that {@link Json} can write
     */
    JsonNode patch(Object body, String... path) {
        return document(
                request("PATCH", Map.of(), path)
                        .setEntity(Json.write(body), ContentType.APPLICATION_JSON));
    }

    /**
     * @param body a value that {@link Json} can write
     */
    JsonNode put(Object body, String... path) {
        return document(
                request("PUT", Map.of(), path)
                        .setEntity(Json.write(body), ContentType.APPLICATION_JSON));
    }

    JsonNode postCsv(String csv, String... path) {
        return document(
                request("POST", Map.of(), path)
                        .setEntity(csv, ContentType.create("text/csv", StandardCharsets.UTF_8)));
    }

    void delete(String... path) {
        document(request("DELETE", Map.of(), path));
    }

    /** Gives the answer's content to the sink as it comes. */
    <T> T download(Sink<T> sink, Map<String, String> query, String... path) {
        return call(
                request("GET", query, path),
                response -> {
                    refuseUnlessGood(response);
                    return sink.take(response.getEntity().getContent());
                });
    }

    /** What a download is given to; an {@link IOException} is the connection's. */
    interface Sink<T> {
        T take(InputStream content) throws IOException;
    }

    private ClassicRequestBuilder request(
            String method, Map<String, String> query, String... path) {
        try {
            URIBuilder uri = new URIBuilder(url).appendPathSegments("api", "v1");
            uri.appendPathSegments(path);
            query.forEach(uri::addParameter);
            ClassicRequestBuilder request =
                    ClassicRequestBuilder.create(method)
                            .setUri(uri.build())
                            .setHeader("Accept", "application/json, text/csv, */*;q=0.1");
            return token == null ? request : request.setHeader("Authorization", "Bearer " + token);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(e);
        }
    }

    private JsonNode document(ClassicRequestBuilder request) {
        return call(
                request,
                response -> {
                    refuseUnlessGood(response);
                    return body(response);
                });
    }

    private <T> T call(ClassicRequestBuilder request, HttpClientResponseHandler<T> handler) {
        try {
            return http.execute(request.build(), handler);
        } catch (IOException e) {
            throw new Unreachable(url, reason(e, request.getMethod()), e);
        }
    }

    private void refuseUnlessGood(ClassicHttpResponse response) throws HttpException, IOException {
        int status = response.getCode();
        if (status >= 200 && status < 300) {
            return;
        }
        JsonNode problem = body(response);
        if (status < 400 || !problem.isObject()) {
            throw notABridge(response, null);
        }
        Header requestId = response.getFirstHeader("X-Request-Id");
        throw new Declined(
                status,
                problem,
                status == 401 ? hintAtTokens() : null,
                requestId == null ? null : requestId.getValue());
    }

    private String hintAtTokens() {
        return token == null
                ? "Say who you are: --token or CCO_BRIDGE_TOKEN. \"cco-bridge token create\" makes"
                        + " a token; the first one is the bridge's setting security.admin-token."
                : "The bridge does not take this token (--token or CCO_BRIDGE_TOKEN);"
                        + " \"cco-bridge token create\" makes another.";
    }

    private JsonNode body(ClassicHttpResponse response) throws HttpException, IOException {
        HttpEntity entity = response.getEntity();
        String text = entity == null ? "" : EntityUtils.toString(entity, StandardCharsets.UTF_8);
        if (text.isBlank()) {
            return MissingNode.getInstance();
        }
        try {
            return Json.read(text);
        } catch (IllegalArgumentException e) {
            throw notABridge(response, e);
        }
    }

    private Unreachable notABridge(ClassicHttpResponse response, Exception cause) {
        return new Unreachable(
                url,
                "what answers there is not CCO Bridge (HTTP " + response.getCode() + ")",
                cause);
    }

    private static String reason(IOException e, String method) {
        if (e instanceof UnknownHostException) {
            return "there is no host of that name";
        }
        if (e instanceof ConnectTimeoutException) {
            return "no connection within " + CONNECT_SECONDS + " seconds";
        }
        if (e instanceof ConnectException) {
            return "connection refused";
        }
        if (e instanceof SSLException) {
            return "no secure connection (" + e.getMessage() + ")";
        }
        String reason =
                e instanceof SocketTimeoutException
                        ? "no answer within " + ANSWER_SECONDS + " seconds"
                        : "the connection broke (" + e.getMessage() + ")";
        return method.equals("GET")
                ? reason
                : reason + "; it may have been carried out all the same";
    }

    @Override
    public void close() {
        http.close(CloseMode.GRACEFUL);
    }
}

package io.ccobridge.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.io.entity.StringEntity;

/**
 * The bridge's HTTP API as one caller has it.
 *
 * @param url up to and with {@code /api/v1}; another one after a restart
 */
record Api(CloseableHttpClient client, Supplier<String> url, String token) {

    /** What came back. */
    record Answer(int status, String text) {

        JsonNode json() {
            return Json.read(text);
        }

        /** The body of an answer that must be a good one. */
        JsonNode good() {
            assertThat(status).as(text).isBetween(200, 299);
            return json();
        }
    }

    JsonNode get(String path) {
        return call("GET", path, null).good();
    }

    JsonNode post(String path, Map<String, ?> body) {
        return tryPost(path, body).good();
    }

    Answer tryGet(String path) {
        return call("GET", path, null);
    }

    Answer tryPost(String path, Map<String, ?> body) {
        return call("POST", path, body);
    }

    JsonNode put(String path, Map<String, ?> body) {
        return call("PUT", path, body).good();
    }

    Answer tryDelete(String path) {
        return call("DELETE", path, null);
    }

    private Answer call(String method, String path, Map<String, ?> body) {
        HttpUriRequestBase request = new HttpUriRequestBase(method, URI.create(url.get() + path));
        request.setHeader("Authorization", "Bearer " + token);
        if (body != null) {
            request.setEntity(new StringEntity(Json.write(body), ContentType.APPLICATION_JSON));
        }
        try {
            return client.execute(
                    request,
                    response ->
                            new Answer(
                                    response.getCode(),
                                    response.getEntity() == null
                                            ? ""
                                            : EntityUtils.toString(response.getEntity())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ccobridge.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A bridge as programs call it, wherever it runs. */
class CalledBridge {

    static final String TOKEN = "admin-token-of-the-tests";

    /**
     * @param body null when there was none
     */
    record Answer(int status, JsonNode body) {}

    private final String url;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    CalledBridge(String url) {
        this.url = url;
    }

    /** No slash at the end. */
    String url() {
        return url;
    }

    final boolean isReady() {
        try {
            return get("/observe/health/ready").status() == 200;
        } catch (UncheckedIOException notYet) {
            return false;
        }
    }

    /**
     * @throws UncheckedIOException when no answer came
     */
    Answer get(String path) {
        return call(HttpRequest.newBuilder(URI.create(url + path)).GET());
    }

    /**
     * @throws UncheckedIOException when no answer came
     */
    Answer post(String path, String json) {
        return call(
                HttpRequest.newBuilder(URI.create(url + path))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    private Answer call(HttpRequest.Builder request) {
        try {
            var response =
                    client.send(
                            request.header("Authorization", "Bearer " + TOKEN)
                                    .timeout(Duration.ofSeconds(60))
                                    .build(),
                            BodyHandlers.ofString());
            return new Answer(
                    response.statusCode(),
                    response.body().isEmpty() ? null : Json.read(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Every change order of a view, at most 200. */
    List<JsonNode> list(String view) {
        List<JsonNode> items = new ArrayList<>();
        get("/api/v1/change-orders?per_page=200&view=" + view)
                .body()
                .path("items")
                .forEach(items::add);
        return items;
    }

    /** Polls until so many change orders wait for accounting. */
    void pollUntilReady(int count) {
        assertThat(post("/api/v1/polls", "").status()).isEqualTo(202);
        await().atMost(Duration.ofSeconds(60)).until(() -> list("ready").size() == count);
    }

    Answer accept(JsonNode changeOrder) {
        return post(
                "/api/v1/change-orders/" + changeOrder.path("id").asText() + "/accept",
                "{\"version\": " + changeOrder.path("version") + "}");
    }

    int count(String state) {
        return get("/api/v1/status").body().path("change_orders").path(state).path("count").asInt();
    }
}

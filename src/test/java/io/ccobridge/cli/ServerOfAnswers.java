package io.ccobridge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A real HTTP server that answers each call as it was told to: several answers of one call come one
 * after the other, and the last one stays. What it was not told of is a 404. A request that breaks
 * the contract of the HTTP API fails the test when the server is closed.
 */
final class ServerOfAnswers implements AutoCloseable {

    /** A status for the connection that breaks instead of an answer. */
    static final int CUT_OFF = 0;

    record Request(
            String line, String path, String authorization, String contentType, String body) {

        JsonNode json() {
            return Json.read(body);
        }
    }

    private record Answer(int status, String type, String body) {}

    private final HttpServer server;
    private final Map<String, Deque<Answer>> answers = new HashMap<>();
    private final List<String> violations = Collections.synchronizedList(new ArrayList<>());
    private final List<Request> requests = Collections.synchronizedList(new ArrayList<>());

    ServerOfAnswers() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::handle);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * @param call for example {@code GET /change-orders}, without a query
     */
    ServerOfAnswers on(String call, int status, String json) {
        return on(
                call, status, status < 400 ? "application/json" : "application/problem+json", json);
    }

    synchronized ServerOfAnswers on(String call, int status, String type, String body) {
        answers.computeIfAbsent(call, c -> new ArrayDeque<>()).add(new Answer(status, type, body));
        return this;
    }

    /** Every request so far, for example {@code GET /change-orders?view=ready}. */
    List<String> calls() {
        return requests().stream().map(Request::line).toList();
    }

    List<Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    Request last(String call) {
        return requests().stream()
                .filter(r -> r.line().split("\\?")[0].equals(call))
                .reduce((a, b) -> b)
                .orElseThrow(() -> new AssertionError(call + " is not among " + calls()));
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String method = exchange.getRequestMethod();
            String path = exchange.getRequestURI().getRawPath().replaceFirst("^.*/api/v1", "");
            String query = exchange.getRequestURI().getQuery();
            String type = exchange.getRequestHeaders().getFirst("Content-Type");
            String sent =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            String call = method + " " + path;
            violations.addAll(
                    Contract.violations(
                            method, path, exchange.getRequestURI().getRawQuery(), type, sent));
            requests.add(
                    new Request(
                            query == null ? call : call + "?" + query,
                            exchange.getRequestURI().getRawPath(),
                            exchange.getRequestHeaders().getFirst("Authorization"),
                            type,
                            sent));
            Answer answer = next(call);
            if (answer.status() == CUT_OFF) {
                return;
            }
            byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.getResponseHeaders().set("X-Request-Id", "r-1");
            exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private synchronized Answer next(String call) {
        Deque<Answer> left = answers.get(call);
        if (left == null) {
            return new Answer(
                    404,
                    "application/problem+json",
                    "{\"type\":\"about:blank\",\"title\":\"Not Found\",\"status\":404,"
                            + "\"detail\":\"There is no such thing.\"}");
        }
        return left.size() > 1 ? left.poll() : left.peek();
    }

    @Override
    public void close() {
        server.stop(0);
        assertThat(violations).as("requests that break the contract").isEmpty();
    }
}

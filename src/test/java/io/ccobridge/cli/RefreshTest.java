package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import io.ccobridge.json.Json;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshTest {

    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    private static String refresh(int id, String state, String error) {
        return """
                {"id": "%d", "state": "%s", "part": "Spectrum's vendors",
                 "started_at": "2026-11-20T17:00:00Z", "finished_at": null, "errors": [%s]}"""
                .formatted(id, state, error);
    }

    private void data(String... refreshes) {
        bridge.on("POST /reference-data/refresh", 202, refresh(7, "running", ""));
        bridge.on(
                "GET /reference-data",
                200,
                """
                {"held": [
                   {"what": "jobs", "count": 3, "read_at": "2026-11-20T17:00:01Z", "whole": true},
                   {"what": "vendors", "count": 0, "read_at": null, "whole": false}],
                 "refreshes": [%s]}"""
                        .formatted(String.join(",", refreshes)));
    }

    @Test
    void waitsForTheEndOfTheRefreshAndShowsWhatIsHeld() {
        data(refresh(7, "running", ""));
        data(refresh(8, "running", ""), refresh(7, "done", ""));

        Result result = shell.run("refresh");

        assertThat(result.code()).isZero();
        assertThat(result.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo("Refresh 7 done"),
                        line -> assertThat(line).startsWith("Spectrum's  Count  Read"),
                        line -> assertThat(line).startsWith("jobs            3  2026-11-20"),
                        line ->
                                assertThat(line)
                                        .startsWith("vendors         0")
                                        .endsWith("not all of them"));
        assertThat(bridge.calls())
                .containsExactly(
                        "POST /reference-data/refresh",
                        "GET /reference-data",
                        "GET /reference-data");
    }

    @Test
    void whatCouldNotBeReadIsToldAndIsAFailure() {
        data(
                refresh(
                        7,
                        "failed",
                        "{\"part\": \"Spectrum's vendors\", \"message\": \"HTTP 500.\"}"));

        Result result = shell.run("refresh");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.out())
                .startsWith("Refresh 7 failed")
                .contains("  Not read: Spectrum's vendors. HTTP 500.");
    }

    @Test
    void asJsonItIsWhatTheApiAnswers() {
        data(refresh(7, "done", ""));

        Result result = shell.run("refresh", "--json");

        assertThat(result.code()).isZero();
        assertThat(Json.read(result.out()).at("/held/0/count").asInt()).isEqualTo(3);
    }

    @Test
    void whoMayNotIsToldWhy() {
        bridge.on(
                "POST /reference-data/refresh",
                403,
                problem(403, "Forbidden", "Your role may not do that."));

        Result result = shell.run("refresh");

        assertThat(result.code()).isEqualTo(ExitCode.FAILED);
        assertThat(result.err()).contains("Your role may not do that.");
    }
}

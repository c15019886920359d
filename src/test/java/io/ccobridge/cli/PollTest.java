package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.CCO;
import static io.ccobridge.cli.Documents.page;
import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PollTest {

    private ServerOfAnswers bridge;
    private Shell shell;

    @BeforeEach
    void startBridge() throws IOException {
        bridge = new ServerOfAnswers();
        shell = new Shell(bridge.url());
        bridge.on("POST /polls", 202, run(5, "running", 0, ""));
        bridge.on("GET /change-orders", 200, page(CCO, CCO.replace("17:03:11", "16:59:59")));
    }

    @AfterEach
    void stopBridge() {
        bridge.close();
    }

    private static String run(int id, String state, int fresh, String error) {
        return """
                {"id": "%d", "state": "%s", "started_at": "2026-11-20T17:00:00Z",
                 "finished_at": null, "projects": 6, "seen": 12, "new": %d, "changed": 0,
                 "calls": 8, "errors": [%s]}"""
                .formatted(id, state, fresh, error);
    }

    private void runs(String... runs) {
        bridge.on("GET /polls", 200, "{\"items\": [" + String.join(",", runs) + "]}");
    }

    @Test
    void waitsForTheEndOfThePollAndShowsWhatCame() {
        runs(run(5, "running", 0, ""), run(4, "done", 9, ""));
        runs(run(5, "done", 1, ""), run(4, "done", 9, ""));

        Result result = shell.run("poll");

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .startsWith("Poll 5 done: 6 projects, 12 CCOs seen, 1 new, 0 changed, 8 calls")
                .containsOnlyOnce("Added footing");
        assertThat(bridge.calls()).startsWith("POST /polls", "GET /polls", "GET /polls").hasSize(4);
        assertThat(bridge.last("GET /change-orders").line()).contains("sort=-updated_at");
    }

    @Test
    void asksForEverythingToBeReadAgain() {
        runs(run(5, "done", 0, ""));

        assertThat(shell.run("poll", "--full").code()).isZero();
        assertThat(bridge.last("POST /polls").json().path("full").asBoolean()).isTrue();
    }

    @Test
    void onePollThatWasUnderWayIsNotTakenForTheWholeOneThatWasAskedFor() {
        bridge.on("POST /polls", 202, run(6, "running", 0, ""));
        runs(run(5, "done", 0, "").replace("{\"id\"", "{\"full\": false, \"id\""));
        runs(run(6, "done", 0, "").replace("{\"id\"", "{\"full\": true, \"id\""));

        Result result = shell.run("poll", "--full");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("Poll 6 done");
        assertThat(bridge.calls())
                .containsExactly("POST /polls", "GET /polls", "POST /polls", "GET /polls");
    }

    @Test
    void aPollThatBroughtNothingAsksNoFurther() {
        runs(run(5, "done", 0, ""));

        assertThat(shell.run("poll").code()).isZero();
        assertThat(bridge.calls()).hasSize(2);
    }

    @Test
    void aProjectThatCouldNotBeReadIsNamedAndAFailure() {
        runs(run(5, "done", 0, "{\"project_id\": 101, \"message\": \"Forbidden\"}"));

        Result result = shell.run("poll");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).contains("Error in project 101: Forbidden");
    }

    @Test
    void aFailedPollIsAFailure() {
        runs(run(5, "failed", 0, "{\"project_id\": null, \"message\": \"No token\"}"));

        Result result = shell.run("poll", "--json");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.json().at("/run/state").asText()).isEqualTo("failed");
        assertThat(result.json().path("change_orders").size()).isZero();
    }

    @Test
    void watchingGoesOnWithLaterPollsInTheirOrder() {
        runs(run(5, "done", 0, ""));
        runs(run(8, "running", 0, ""), run(7, "done", 0, ""), run(6, "done", 1, ""));
        runs(run(8, "done", 0, ""), run(7, "done", 0, ""), run(6, "done", 1, ""));
        // how a watch ends here: the bridge is stopped
        bridge.on("GET /polls", 502, "text/html", "gone");

        Result result = shell.run("poll", "--watch");

        assertThat(result.code()).isEqualTo(4);
        assertThat(result.out())
                .containsSubsequence("Poll 5", "Poll 6", "Added footing", "Poll 7", "Poll 8");
        assertThat(result.out().split("Poll ")).hasSize(5);
    }

    @Test
    void aRefusedPollIsAFailure() throws IOException {
        try (ServerOfAnswers strict = new ServerOfAnswers()) {
            strict.on("POST /polls", 403, problem(403, "Forbidden", "Not as a viewer."));

            assertThat(new Shell(strict.url()).run("poll").code()).isEqualTo(1);
        }
    }
}

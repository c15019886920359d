package io.ccobridge.cli;

import static io.ccobridge.cli.Documents.problem;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.cli.Shell.Result;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExportsTest {

    private static final String PAUSED =
            """
            {"state": "paused", "since": "2026-11-23T13:52:00Z", "by": "ada", "reason": "month end",
             "until": null, "next_try_at": null, "waiting": {"count": 14, "total": "125000.00"},
             "rate": 10, "summary": "Exports are paused."}""";

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

    @Test
    void pausesWithAReasonAndSaysHowExportsStand() {
        bridge.on("POST /exports/pause", 200, PAUSED);

        Result result = shell.run("exports", "pause", "--reason", "month end");

        assertThat(result.code()).isZero();
        assertThat(result.out().strip()).isEqualTo("Exports are paused.");
        assertThat(bridge.last("POST /exports/pause").json())
                .hasToString("{\"reason\":\"month end\"}");
    }

    @Test
    void pausesForSoLongOrUntilAMoment() {
        bridge.on("POST /exports/pause", 200, PAUSED);

        assertThat(shell.run("exports", "pause", "--reason", "x", "--until", "4h").code()).isZero();
        JsonNode body = bridge.last("POST /exports/pause").json();
        assertThat(Instant.parse(body.path("until").asText()))
                .isBetween(
                        Instant.now().plus(Duration.ofMinutes(239)),
                        Instant.now().plus(Duration.ofHours(4)));

        shell.run("exports", "pause", "--reason", "x", "--until", "2026-11-30T18:00-05:00");
        assertThat(bridge.last("POST /exports/pause").json().path("until").asText())
                .isEqualTo("2026-11-30T23:00:00Z");
    }

    @ParameterizedTest
    @ValueSource(strings = {"tomorrow", "0h", "18:00", "4 h"})
    void aMomentThatIsNoneIsWrongUsage(String until) {
        Result result = shell.run("exports", "pause", "--reason", "x", "--until", until);

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("is no moment; moments look like");
        assertThat(bridge.calls()).isEmpty();
    }

    @Test
    void resumesWithAReasonAndPrintsJsonWhenAsked() {
        bridge.on("POST /exports/resume", 200, PAUSED.replace("paused\"", "running\""));

        Result result = shell.run("exports", "resume", "--reason", "done", "--json");

        assertThat(result.code()).isZero();
        assertThat(result.json().path("state").asText()).isEqualTo("running");
        assertThat(bridge.last("POST /exports/resume").json()).hasToString("{\"reason\":\"done\"}");
    }

    @Test
    void saysWhyTheyCannotBeResumed() {
        bridge.on("POST /exports/resume", 409, problem(409, "Conflict", "Exports are not paused."));

        Result result = shell.run("exports", "resume", "--reason", "done");

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err()).contains("Exports are not paused.");
    }
}

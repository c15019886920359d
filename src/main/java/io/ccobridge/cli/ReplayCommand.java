package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge dead-letters replay}. */
@Command(
        name = "replay",
        description = {
            "Export again what failed, going on where each export stopped, and follow it to its"
                    + " end. The replay runs in the bridge: it goes on when this command is"
                    + " stopped.",
            "What differs from what was approved goes back to the approver instead.",
            "More than ten are replayed only after a question, or with --yes."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters replay --id 4 5 --reason \"vendor linked\"",
            "  cco-bridge dead-letters replay --group 3f0c1a --dry-run",
            "  cco-bridge dead-letters replay --group 3f0c1a --canary --rate 5 --reason \"phase"
                    + " added\"",
            "  cco-bridge dead-letters replay --category transient --project 101 --reason \"up"
                    + " again\""
        })
final class ReplayCommand extends ClientCommand {

    @ArgGroup(multiplicity = "1")
    private ReplaySelection selection;

    @Option(names = "--canary", description = "Replay one first, and go on only when it succeeds.")
    private boolean canary;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most so many a second; else as fast as the bridge exports.")
    private BigDecimal rate;

    @Option(
            names = "--check-procore",
            negatable = true,
            description =
                    "Read each from Procore before it is sent; a small replay does unless it is"
                            + " said otherwise.")
    private Boolean checkProcore;

    @Option(names = "--no-wait", description = "Do not follow it to its end.")
    private boolean noWait;

    @Option(
            names = "--reason",
            paramLabel = "TEXT",
            description = "Why; it is kept in the history. Needed unless it is a dry run.")
    private String reason;

    @Mixin private Agreement agreement;

    @Override
    int call(BridgeClient bridge) throws InterruptedException {
        if (rate != null && rate.signum() <= 0) {
            throw wrongUsage("--rate must be above 0, as in --rate 5 or --rate 0.5");
        }
        if (!agreement.dryRun() && (reason == null || reason.isBlank())) {
            throw wrongUsage("Missing required option: '--reason=TEXT'");
        }
        JsonNode plan = bridge.post(body(true), "dead-letters", "replays");
        int total = plan.path("total").asInt();
        if (agreement.dryRun()) {
            print(plan);
            return total == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
        }
        if (total == 0) {
            err().println("No failed export is among those; nothing was replayed.");
            return ExitCode.NOTHING_MATCHED;
        }
        ReplayPlan.careful(plan).ifPresent(err()::println);
        Map<String, Object> body = body(false);
        if (agreement.neededFor(total)) {
            if (!agreement.reached(this, "Replay " + ReplayPlan.sum(plan) + "?")) {
                err().println("Nothing was replayed.");
                return ExitCode.FAILED;
            }
            body.put("expected_total", total);
        }
        JsonNode started = bridge.post(body, "dead-letters", "replays");
        if (noWait) {
            printStarted(started);
            return ExitCode.DONE;
        }
        return new ReplayFollowing(this, bridge).follow(started);
    }

    private Map<String, Object> body(boolean dry) {
        Map<String, Object> body = new LinkedHashMap<>();
        selection.addTo(body);
        body.put("canary", canary);
        if (rate != null) {
            body.put("rate_per_second", rate);
        }
        // a dry run on the way to the replay itself is only there to count
        if (checkProcore != null && (!dry || agreement.dryRun())) {
            body.put("check_procore", checkProcore);
        }
        body.put("dry_run", dry);
        if (reason != null) {
            body.put("reason", reason);
        }
        return body;
    }

    private void print(JsonNode plan) {
        if (json()) {
            printJson(plan);
        } else if (plan.path("total").asInt() == 0) {
            out().println("No failed export is among those.");
        } else {
            ReplayPlan.print(out(), plan);
        }
    }

    private void printStarted(JsonNode replay) {
        if (json()) {
            printJson(replay);
        } else {
            String id = Text.of(replay, "id");
            out().println(
                            "Replay %s started; look at it with: cco-bridge dead-letters replay-status %s"
                                    .formatted(id, id));
        }
    }
}

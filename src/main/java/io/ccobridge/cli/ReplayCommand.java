package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
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
            "More than ten are replayed only after a question, or with --yes."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge dead-letters replay --id 4 5 --reason \"vendor linked\"",
            "  cco-bridge dead-letters replay --group 3f0c1a --dry-run --reason \"try\"",
            "  cco-bridge dead-letters replay --group 3f0c1a --canary --reason \"phase added\""
        })
final class ReplayCommand extends ClientCommand {

    private static final int MOST_UNASKED = 10;
    private static final Set<String> UNDER_WAY = Set.of("running", "paused");

    private static final Table PLAN =
            new Table()
                    .count("ID", "id")
                    .count("CCO", "change_order_id")
                    .money("Amount", "amount")
                    .text("Message", "message");

    private static final class Selection {
        @Option(
                names = "--group",
                required = true,
                paramLabel = "GROUP",
                description = "A group of \"dead-letters groups\".")
        private String group;

        @Option(
                names = "--id",
                required = true,
                arity = "1..*",
                split = ",",
                paramLabel = "ID",
                converter = Id.Converter.class,
                description = "Ids of \"dead-letters list\".")
        private List<Id> ids;

        @Option(
                names = "--query",
                required = true,
                paramLabel = "TEXT",
                description = "Those that \"dead-letters list --query TEXT\" shows.")
        private String query;

        private void addTo(Map<String, Object> body) {
            if (group != null) {
                body.put("group", group);
            } else if (ids != null) {
                body.put("ids", ids.stream().map(Id::value).distinct().toList());
            } else {
                body.put("query", Map.of("q", query));
            }
        }
    }

    @ArgGroup(multiplicity = "1")
    private Selection selection;

    @Option(names = "--canary", description = "Replay one first, and go on only when it succeeds.")
    private boolean canary;

    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "At most so many a second; else as fast as the bridge exports.")
    private BigDecimal rate;

    @Option(names = "--dry-run", description = "Show what would be replayed, and do nothing.")
    private boolean dryRun;

    @Option(names = "--yes", description = "Do not ask.")
    private boolean yes;

    @Mixin private Reason reason;

    @Override
    int call(BridgeClient bridge) throws InterruptedException {
        if (rate != null && rate.signum() <= 0) {
            throw wrongUsage("--rate must be above 0, as in --rate 5 or --rate 0.5");
        }
        JsonNode plan = bridge.post(body(true), "dead-letters", "replays");
        int total = plan.path("total").asInt();
        if (dryRun) {
            print(plan);
            return total == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
        }
        if (total == 0) {
            err().println("No dead letters.");
            return ExitCode.NOTHING_MATCHED;
        }
        if (total > MOST_UNASKED && !yes && !agreed(plan)) {
            err().println("Nothing was replayed.");
            return ExitCode.FAILED;
        }
        return follow(bridge, bridge.post(body(false), "dead-letters", "replays"));
    }

    private Map<String, Object> body(boolean dry) {
        Map<String, Object> body = new LinkedHashMap<>();
        selection.addTo(body);
        body.put("canary", canary);
        if (rate != null) {
            body.put("rate_per_second", rate);
        }
        body.put("dry_run", dry);
        body.put("reason", reason.text());
        return body;
    }

    private void print(JsonNode plan) {
        if (json()) {
            printJson(plan);
        } else if (plan.path("total").asInt() == 0) {
            out().println("No dead letters.");
        } else {
            PLAN.print(out(), plan.path("items"));
            out().println();
            out().println("Would be replayed: " + sum(plan));
        }
    }

    private boolean agreed(JsonNode plan) {
        if (!terminal().attended()) {
            throw wrongUsage(
                    sum(plan)
                            + " would be replayed: say --yes (there is no terminal to ask on), or"
                            + " --dry-run to see them");
        }
        return terminal()
                .ask("Replay " + sum(plan) + "? [y/N] ")
                .map(answer -> answer.strip().toLowerCase(Locale.ROOT))
                .filter(Set.of("y", "yes")::contains)
                .isPresent();
    }

    private static String sum(JsonNode plan) {
        return Text.counted(plan.path("total").asInt(), "dead letter")
                + ", $"
                + Text.money(plan.path("total_amount"));
    }

    private int follow(BridgeClient bridge, JsonNode started) throws InterruptedException {
        // what is to be read by a program stays free of what is to be watched
        ReplayProgress progress = new ReplayProgress(json() ? err() : out(), terminal().attended());
        JsonNode replay = started;
        progress.show(replay);
        while (UNDER_WAY.contains(Text.of(replay, "state"))) {
            pause();
            replay = bridge.get("dead-letters", "replays", Text.of(started, "id"));
            progress.show(replay);
        }
        progress.end(replay);
        if (json()) {
            printJson(replay);
        }
        boolean good =
                Text.of(replay, "state").equals("done") && replay.path("failed").asInt() == 0;
        return good ? ExitCode.DONE : ExitCode.FAILED;
    }
}

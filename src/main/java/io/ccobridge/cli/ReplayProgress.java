package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** How far a replay is: one bar that moves on a terminal, a line for each step in a pipe. */
final class ReplayProgress {

    private static final int BAR = 30;

    /** So many ids are told of those that were not sent; --json tells all. */
    private static final int NAMED = 10;

    private final PrintWriter out;
    private final boolean bar;
    private String shown = "";
    private String said = "";

    /**
     * @param bar whether somebody is watching
     */
    ReplayProgress(PrintWriter out, boolean bar) {
        this.out = out;
        this.bar = bar;
    }

    void show(JsonNode replay) {
        say(Text.of(replay, "message"));
        String line = bar ? bar(replay) + " " + counts(replay) : line(replay);
        if (line.equals(shown)) {
            return;
        }
        if (bar) {
            out.print("\r" + line + " ".repeat(Math.max(0, shown.length() - line.length())));
        } else {
            out.println(line);
        }
        out.flush();
        shown = line;
    }

    /** What it waits for, or what joined: once, in a line of its own. */
    private void say(String message) {
        if (message.isEmpty() || message.equals(said)) {
            return;
        }
        if (bar) {
            out.print("\r" + " ".repeat(shown.length()) + "\r");
            shown = "";
        }
        out.println(message);
        said = message;
    }

    /** Ends the line of the bar. */
    void leave() {
        if (bar) {
            out.println();
            out.flush();
        }
    }

    /** Leaves the bar, and says what was not sent and what failed. */
    void end(JsonNode replay) {
        leave();
        printResults(out, replay);
    }

    /** A line for each that did not go through; one for all that were not sent for one reason. */
    static void printResults(PrintWriter out, JsonNode replay) {
        Map<String, List<String>> skipped = new LinkedHashMap<>();
        for (JsonNode result : replay.path("results")) {
            String outcome = Text.of(result, "outcome");
            String id = Text.of(result, "id");
            String message = Text.of(result, "message");
            if (outcome.equals("skipped")) {
                skipped.computeIfAbsent(message, m -> new ArrayList<>()).add(id);
            } else if (!outcome.equals("succeeded")) {
                out.println("%s  %s  %s".formatted(id, outcome, message));
            }
        }
        skipped.forEach((why, ids) -> out.println("%s  skipped  %s".formatted(named(ids), why)));
    }

    private static String named(List<String> ids) {
        String first = ids.stream().limit(NAMED).collect(Collectors.joining(", "));
        int more = ids.size() - NAMED;
        return more > 0 ? "%s and %,d more".formatted(first, more) : first;
    }

    static String line(JsonNode replay) {
        return "Replay %s %s: %s"
                .formatted(Text.of(replay, "id"), Text.of(replay, "state"), counts(replay));
    }

    private static String counts(JsonNode replay) {
        String counts =
                "%,d of %,d done, %,d succeeded, %,d failed"
                        .formatted(
                                replay.path("done").asInt(),
                                replay.path("total").asInt(),
                                replay.path("succeeded").asInt(),
                                replay.path("failed").asInt());
        int skipped = replay.path("skipped").asInt();
        return skipped == 0 ? counts : counts + ", %,d not sent".formatted(skipped);
    }

    private static String bar(JsonNode replay) {
        int total = Math.max(1, replay.path("total").asInt());
        int filled = (int) ((long) BAR * replay.path("done").asInt() / total);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }
}

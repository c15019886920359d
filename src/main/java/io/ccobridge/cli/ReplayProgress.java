package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;

/** How far a replay is: one bar that moves on a terminal, a line for each step in a pipe. */
final class ReplayProgress {

    private static final int BAR = 30;

    private final PrintWriter out;
    private final boolean bar;
    private String shown = "";

    /**
     * @param bar whether somebody is watching
     */
    ReplayProgress(PrintWriter out, boolean bar) {
        this.out = out;
        this.bar = bar;
    }

    void show(JsonNode replay) {
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

    /** Leaves the bar, and says how it ended and what failed. */
    void end(JsonNode replay) {
        if (bar) {
            out.println();
        }
        for (JsonNode result : replay.path("results")) {
            if (!Text.of(result, "outcome").equals("succeeded")) {
                out.println(
                        "%s  %s  %s"
                                .formatted(
                                        Text.of(result, "id"),
                                        Text.of(result, "outcome"),
                                        Text.of(result, "message")));
            }
        }
    }

    private static String line(JsonNode replay) {
        return "Replay %s %s: %s"
                .formatted(Text.of(replay, "id"), Text.of(replay, "state"), counts(replay));
    }

    private static String counts(JsonNode replay) {
        return "%,d of %,d done, %,d succeeded, %,d failed"
                .formatted(
                        replay.path("done").asInt(),
                        replay.path("total").asInt(),
                        replay.path("succeeded").asInt(),
                        replay.path("failed").asInt());
    }

    private static String bar(JsonNode replay) {
        int total = Math.max(1, replay.path("total").asInt());
        int filled = (int) ((long) BAR * replay.path("done").asInt() / total);
        return "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "]";
    }
}

package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code cco-bridge exports}. */
@Command(
        name = "exports",
        description = "Pause and resume the exports to Spectrum, on all nodes.",
        subcommands = {ExportsCommand.Pause.class, ExportsCommand.Resume.class},
        footer = {
            "",
            "Whether exports go out, and what waits, is told by cco-bridge status.",
            "",
            "Examples:",
            "  cco-bridge exports pause --reason \"month end\" --until 4h",
            "  cco-bridge exports resume --reason \"the period is closed\""
        })
final class ExportsCommand extends WithHelp {

    private static int done(ClientCommand command, JsonNode exports) {
        if (command.json()) {
            command.printJson(exports);
        } else {
            command.out().println(Text.of(exports, "summary"));
        }
        return ExitCode.DONE;
    }

    /** {@code cco-bridge exports pause}. */
    @Command(
            name = "pause",
            description = {
                "Pause the exports. Calls under way finish; no export starts until they are resumed,",
                "and accepted CCOs are safe meanwhile."
            },
            footer = {
                "",
                "Examples:",
                "  cco-bridge exports pause --reason \"Spectrum is being upgraded\"",
                "  cco-bridge exports pause --reason \"month end\" --until 4h",
                "  cco-bridge exports pause --reason \"month end\" --until 2026-11-30T18:00-05:00"
            })
    static final class Pause extends ClientCommand {

        private static final Pattern AHEAD = Pattern.compile("([1-9]\\d{0,3})([mhd])");

        @Mixin private Reason reason;

        @Option(
                names = "--until",
                paramLabel = "WHEN",
                description =
                        "When they go on by themselves: a moment with its offset, or how long from"
                                + " now, such as 30m, 4h or 2d. Otherwise somebody resumes them.")
        private String until;

        @Override
        int call(BridgeClient bridge) {
            Map<String, Object> body = new LinkedHashMap<>();
            body.put("reason", reason.text());
            if (until != null) {
                body.put("until", moment().toString());
            }
            return done(this, bridge.post(body, "exports", "pause"));
        }

        private Object moment() {
            Matcher ahead = AHEAD.matcher(until);
            if (ahead.matches()) {
                long number = Long.parseLong(ahead.group(1));
                return Instant.now()
                        .truncatedTo(ChronoUnit.SECONDS)
                        .plus(
                                switch (ahead.group(2)) {
                                    case "m" -> Duration.ofMinutes(number);
                                    case "h" -> Duration.ofHours(number);
                                    default -> Duration.ofDays(number);
                                });
            }
            try {
                return OffsetDateTime.parse(until).toInstant();
            } catch (DateTimeParseException e) {
                throw wrongUsage(
                        "\"%s\" is no moment; moments look like 2026-11-30T18:00-05:00, 30m, 4h or 2d"
                                .formatted(until));
            }
        }
    }

    /** {@code cco-bridge exports resume}. */
    @Command(
            name = "resume",
            description = "Resume paused exports; what has waited goes out at the set rate.",
            footer = {
                "",
                "Example:",
                "  cco-bridge exports resume --reason \"the upgrade is done\""
            })
    static final class Resume extends ClientCommand {

        @Mixin private Reason reason;

        @Override
        int call(BridgeClient bridge) {
            return done(this, bridge.post(Map.of("reason", reason.text()), "exports", "resume"));
        }
    }
}

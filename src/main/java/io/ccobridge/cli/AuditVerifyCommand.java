package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.audit.Mark;
import io.ccobridge.audit.Remembered;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge audit verify}. */
@Command(
        name = "verify",
        description = {
            "Prove that no audit entry was changed, removed or put in, or name the first that is"
                    + " not what it was.",
            "",
            "With a file, an audit pack or the moves.csv of one, no bridge is needed. Whoever owns"
                    + " the database could write the whole chain anew: write the head down now and"
                    + " then, and compare with it later."
        },
        footer = {
            "",
            "Exit code 0: the chain is whole; 1: it is not.",
            "",
            "Examples:",
            "  cco-bridge audit verify",
            "  cco-bridge audit verify november.zip",
            "  cco-bridge audit verify --since 1234:5f70bf18a086..."
        })
final class AuditVerifyCommand extends ClientCommand {

    @Parameters(
            paramLabel = "FILE",
            arity = "0..1",
            description = "A pack, or its moves.csv; else the bridge's own chain.")
    private Path file;

    @Option(
            names = "--since",
            paramLabel = "POSITION:HASH",
            description = "An entry as it was written down earlier: it must be there as it was.")
    private String since;

    @Option(
            names = "--head",
            paramLabel = "HASH",
            description = "The hash of the last entry of then: one entry must have it.")
    private String head;

    @Override
    int call(BridgeClient bridge) throws IOException {
        Remembered remembered = remembered();
        JsonNode found = file == null ? ask(bridge) : read(remembered);
        if (json()) {
            printJson(found);
        } else {
            print(found);
        }
        return found.path("valid").asBoolean() ? ExitCode.DONE : ExitCode.FAILED;
    }

    private Remembered remembered() {
        Mark mark =
                since == null
                        ? null
                        : Mark.of(since)
                                .orElseThrow(
                                        () ->
                                                wrongUsage(
                                                        "--since is a position, a colon and a hash"
                                                                + " of 64 hexadecimal digits"));
        if (head != null && !head.matches("[0-9a-f]{64}")) {
            throw wrongUsage("--head is a hash of 64 hexadecimal digits");
        }
        return new Remembered(mark, head);
    }

    private JsonNode ask(BridgeClient bridge) {
        Map<String, String> parameters = new LinkedHashMap<>();
        Given.put(parameters, "since", since);
        Given.put(parameters, "head", head);
        return bridge.get(parameters, "audit", "verify");
    }

    private JsonNode read(Remembered remembered) throws IOException {
        try {
            ObjectNode found = Json.mapper().valueToTree(new AuditFile(file).verify(remembered));
            return found.put("file", file.toString());
        } catch (IOException e) {
            throw wrongUsage(file + " cannot be read: " + e.getMessage());
        } catch (IllegalArgumentException e) {
            throw wrongUsage(file + " holds no audit entries: " + e.getMessage());
        }
    }

    private void print(JsonNode found) {
        JsonNode broken = found.path("first_broken");
        long entries = found.path("entries").asLong();
        String last =
                Text.of(found.path("head"), "position") + ":" + Text.of(found.path("head"), "hash");
        if (broken.isObject()) {
            out().println("The chain is broken: " + Text.of(broken, "message"));
            out().println("What was done  " + Text.of(broken, "what"));
            if (broken.hasNonNull("position")) {
                out().println(
                                "First broken   entry "
                                        + Text.of(broken, "position")
                                        + about(broken));
            }
            out().println("Whole before   " + Text.counted(entries, "entry"));
        } else {
            out().println("The chain is whole: " + Text.counted(entries, "entry") + ".");
            out().println("Head " + last);
            out().println(
                            "Write it down: \"audit verify --since "
                                    + last
                                    + "\" will prove that nothing up to here was changed.");
        }
    }

    private static String about(JsonNode broken) {
        return (broken.hasNonNull("change_order_id")
                        ? ", CCO " + Text.of(broken, "change_order_id")
                        : "")
                + (broken.hasNonNull("at") ? ", " + Text.moment(broken.path("at")) : "");
    }
}

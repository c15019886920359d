package io.ccobridge.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import io.ccobridge.json.Json;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code cco-bridge links import}. */
@Command(
        name = "import",
        description = {
            "Take links made by hand from a CSV file with the header procore_id,spectrum_code, or"
                    + " kind,procore_id,spectrum_code.",
            "For cost codes procore_id is Procore's flat code (03-300.S) and spectrum_code the"
                    + " phase and cost type (03300.S). A wrong line is named and hides none that"
                    + " is right."
        },
        footer = {
            "",
            "Examples:",
            "  cco-bridge links import vendors.csv --kind vendors",
            "  cco-bridge links import links.csv"
        })
final class LinksImportCommand extends ClientCommand {

    private static final String HEADER = "procore_id,spectrum_code";

    /** Lines of one kind, and where in the file they stand. */
    private static final class Part {
        private final StringBuilder csv = new StringBuilder(HEADER).append('\n');
        private final List<Integer> lines = new ArrayList<>(List.of(1));

        private void add(int line, String text) {
            lines.add(line);
            csv.append(text).append('\n');
        }

        private int inFile(int line) {
            return line >= 1 && line <= lines.size() ? lines.get(line - 1) : line;
        }
    }

    @Parameters(paramLabel = "FILE.csv", description = "The file, in UTF-8.")
    private Path file;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "One of: ${COMPLETION-CANDIDATES}; needed when the file does not say it.")
    private LinkKind kind;

    @Override
    int call(BridgeClient bridge) throws IOException {
        ArrayNode errors = Json.mapper().createArrayNode();
        Map<LinkKind, Part> parts = read(errors);
        int imported = 0;
        for (Map.Entry<LinkKind, Part> entry : parts.entrySet()) {
            Part part = entry.getValue();
            JsonNode answer =
                    bridge.postCsv(
                            part.csv.toString(), "links", entry.getKey().toString(), "import");
            imported += answer.path("imported").asInt();
            for (JsonNode error : answer.path("errors")) {
                errors.addObject()
                        .put("line", part.inFile(error.path("line").asInt()))
                        .put("message", error.path("message").asText());
            }
        }
        print(imported, errors);
        if (!errors.isEmpty()) {
            return ExitCode.FAILED;
        }
        return imported == 0 ? ExitCode.NOTHING_MATCHED : ExitCode.DONE;
    }

    private Map<LinkKind, Part> read(ArrayNode errors) throws IOException {
        List<String> lines = lines();
        String header = lines.isEmpty() ? "" : header(lines.get(0));
        boolean ofOneKind = header.equals(HEADER);
        if (!ofOneKind && !header.equals("kind," + HEADER)) {
            throw wrongUsage(file + " must begin with the line " + HEADER + " or kind," + HEADER);
        }
        if (ofOneKind && kind == null) {
            throw wrongUsage(file + " does not say of which kind the links are: say --kind");
        }
        Map<LinkKind, Part> parts = new EnumMap<>(LinkKind.class);
        for (int i = 1; i < lines.size(); i++) {
            String line = lines.get(i);
            if (line.isBlank()) {
                continue;
            }
            if (ofOneKind) {
                parts.computeIfAbsent(kind, k -> new Part()).add(i + 1, line);
            } else {
                addOfAnyKind(parts, errors, i + 1, line);
            }
        }
        return parts;
    }

    private void addOfAnyKind(Map<LinkKind, Part> parts, ArrayNode errors, int at, String line) {
        // none of the kinds holds a comma or a quote, so the rest of the line can stay as it is
        int comma = line.indexOf(',');
        String word = (comma < 0 ? line : line.substring(0, comma)).replace("\"", "").strip();
        for (LinkKind known : LinkKind.values()) {
            if (known.toString().equals(word)) {
                if (kind == null || kind == known) {
                    parts.computeIfAbsent(known, k -> new Part())
                            .add(at, line.substring(comma + 1));
                }
                return;
            }
        }
        errors.addObject()
                .put("line", at)
                .put(
                        "message",
                        "\"%s\" is no kind of link: vendors, projects, commitments, cost-codes"
                                .formatted(word));
    }

    private List<String> lines() throws IOException {
        try {
            return Files.readAllLines(file);
        } catch (CharacterCodingException e) {
            throw wrongUsage(file + " is not in UTF-8; save it as \"CSV UTF-8\"");
        } catch (IOException e) {
            throw wrongUsage(
                    Files.exists(file) ? "cannot read " + file : "there is no file " + file);
        }
    }

    private static String header(String line) {
        // a spreadsheet puts a byte order mark in front
        return line.replace("\uFEFF", "").replaceAll("[\"\\s]", "").toLowerCase(Locale.ROOT);
    }

    private void print(int imported, ArrayNode errors) {
        if (json()) {
            printJson(
                    Json.mapper()
                            .createObjectNode()
                            .put("imported", imported)
                            .set("errors", errors));
            return;
        }
        for (JsonNode error : errors) {
            out().println(
                            "line %s: %s"
                                    .formatted(Text.of(error, "line"), Text.of(error, "message")));
        }
        out().println(
                        Text.counted(imported, "link")
                                + " imported, "
                                + Text.counted(errors.size(), "line")
                                + " wrong");
    }
}

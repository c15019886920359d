package io.ccobridge.deadletter;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.ccobridge.settings.Problems;
import io.ccobridge.settings.WrongSetting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads one file of known causes, entry by entry; the first that is malformed is named. */
final class CatalogueFile {

    private static final Set<String> FIELDS =
            Set.of("id", "title", "category", "match", "fix_in", "fix", "source");
    private static final Set<String> MATCH = Set.of("column", "code", "http_status", "text");
    private static final List<String> FIX_IN = List.of("procore", "spectrum", "bridge", "nobody");

    private static final YAMLMapper YAML =
            YAMLMapper.builder().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION).build();

    private final Path file;
    private final Set<String> ids = new HashSet<>();
    private String entry = "";

    private CatalogueFile(Path file) {
        this.file = file;
    }

    /** None when there is no such file, or nothing in it. */
    static List<KnownCause> read(Path file) {
        return new CatalogueFile(file).read();
    }

    private List<KnownCause> read() {
        JsonNode list = list();
        List<KnownCause> causes = new ArrayList<>();
        Problems problems = new Problems();
        int number = 0;
        for (JsonNode item : list) {
            number++;
            entry =
                    ": entry "
                            + number
                            + (item.path("id").isTextual()
                                    ? " (" + item.path("id").textValue() + ")"
                                    : "");
            problems.from(() -> causes.add(cause(item)));
        }
        problems.stopOnAny();
        return causes;
    }

    private JsonNode list() {
        JsonNode list;
        try {
            list = YAML.readTree(Files.readString(file, StandardCharsets.UTF_8));
        } catch (NoSuchFileException e) {
            return YAML.createArrayNode();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw wrong(
                    "it is not YAML"
                            + (line > 0 ? ": look at line " + line : "")
                            + "; "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw wrong("it cannot be read: " + e.getMessage());
        }
        if (list.isMissingNode() || list.isNull()) {
            return YAML.createArrayNode();
        }
        if (!list.isArray()) {
            throw wrong("it is no list; an entry starts with \"- id: ...\"");
        }
        return list;
    }

    private KnownCause cause(JsonNode item) {
        if (!item.isObject()) {
            throw wrong("it is no entry; one starts with \"- id: ...\"");
        }
        refuseUnknown(item, FIELDS, "");
        String id = text(item, "id");
        if (!id.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            throw wrong("id is \"" + id + "\"; allowed: small letters and digits with dashes");
        }
        if (!ids.add(id)) {
            throw wrong("another entry before it has the same id");
        }
        JsonNode match = item.path("match");
        if (!match.isObject() || match.isEmpty()) {
            throw wrong(
                    "match is missing; allowed: at least one of "
                            + String.join(", ", sorted(MATCH)));
        }
        refuseUnknown(match, MATCH, "match.");
        return new KnownCause(
                id,
                text(item, "title"),
                oneOf(item, "category", Filter.CATEGORIES),
                texts(match, "column"),
                texts(match, "code"),
                statuses(match),
                match.has("text") ? pattern(text(match, "text")) : null,
                oneOf(item, "fix_in", FIX_IN),
                text(item, "fix"),
                item.has("source") ? text(item, "source") : null);
    }

    private void refuseUnknown(JsonNode object, Set<String> known, String prefix) {
        object.fieldNames()
                .forEachRemaining(
                        name -> {
                            if (!known.contains(name)) {
                                throw wrong(
                                        prefix
                                                + name
                                                + " is not known; allowed: "
                                                + String.join(", ", sorted(known)));
                            }
                        });
    }

    private String text(JsonNode object, String name) {
        JsonNode value = object.path(name);
        if (!value.isValueNode() || value.isNull() || value.asText().isBlank()) {
            throw wrong(name + " is missing, or is no text");
        }
        return value.asText().strip();
    }

    private String oneOf(JsonNode item, String name, List<String> allowed) {
        String value = text(item, name);
        if (!allowed.contains(value)) {
            throw wrong(name + " is \"" + value + "\"; allowed: " + String.join(", ", allowed));
        }
        return value;
    }

    /** One text, or a list of them; none when it is not there. */
    private List<String> texts(JsonNode match, String name) {
        JsonNode value = match.path(name);
        if (value.isMissingNode()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode one : value.isArray() ? value : YAML.createArrayNode().add(value)) {
            if (!one.isValueNode() || one.isNull() || one.asText().isBlank()) {
                throw wrong("match." + name + " is no text and no list of texts");
            }
            texts.add(one.asText().strip());
        }
        if (texts.isEmpty()) {
            throw wrong("match." + name + " is an empty list");
        }
        return texts;
    }

    private List<Integer> statuses(JsonNode match) {
        return texts(match, "http_status").stream()
                .map(
                        text -> {
                            if (!text.matches("[1-5][0-9][0-9]")) {
                                throw wrong(
                                        "match.http_status is \""
                                                + text
                                                + "\"; allowed: 100 to 599");
                            }
                            return Integer.valueOf(text);
                        })
                .toList();
    }

    private Pattern pattern(String text) {
        try {
            return Pattern.compile(text, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
        } catch (PatternSyntaxException e) {
            throw wrong(
                    "match.text is no regular expression: "
                            + e.getDescription()
                            + " near position "
                            + e.getIndex());
        }
    }

    private static List<String> sorted(Set<String> names) {
        return names.stream().sorted().toList();
    }

    private WrongSetting wrong(String what) {
        Path folder = file.getParent();
        String name =
                folder == null ? file.toString() : folder.getFileName() + "/" + file.getFileName();
        return new WrongSetting(name + entry + ": " + what);
    }
}

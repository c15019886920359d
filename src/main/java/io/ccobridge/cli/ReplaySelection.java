package io.ccobridge.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** Which dead letters: by their ids, or all that pass the filters. */
final class ReplaySelection {

    @Option(
            names = "--id",
            required = true,
            arity = "1..*",
            split = ",",
            paramLabel = "ID",
            converter = Id.Converter.class,
            description = "Ids of \"dead-letters list\".")
    private List<Id> ids;

    @ArgGroup(exclusive = false, multiplicity = "1")
    private Filters filters;

    /** As those of {@code dead-letters list}; all that are given hold. */
    private static final class Filters {
        @Option(
                names = "--group",
                paramLabel = "GROUP",
                description = "A group of \"dead-letters groups\".")
        private String group;

        @Option(
                names = {"-q", "--query"},
                paramLabel = "TEXT",
                description = "Those that \"dead-letters list --query TEXT\" shows.")
        private String query;

        @Option(
                names = "--category",
                paramLabel = "CATEGORY",
                description = "One of: ${COMPLETION-CANDIDATES}.")
        private Category category;

        @Option(
                names = "--project",
                paramLabel = "ID",
                converter = Id.Converter.class,
                description = "Only this project; Procore's id of it.")
        private Id project;

        private Map<String, String> given() {
            Map<String, String> given = new LinkedHashMap<>();
            Given.put(given, "category", category);
            Given.put(given, "group", group);
            Given.put(given, "q", query);
            Given.put(given, "project", project);
            return given;
        }
    }

    void addTo(Map<String, Object> body) {
        if (ids != null) {
            body.put("ids", ids.stream().map(Id::value).distinct().toList());
            return;
        }
        Map<String, String> given = filters.given();
        if (given.keySet().equals(Set.of("group"))) {
            body.put("group", given.get("group"));
        } else {
            body.put("query", given);
        }
    }
}

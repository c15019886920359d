package io.ccobridge.cli;

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

    /** As those of {@code dead-letters list}; all that are given hold. */
    @ArgGroup(exclusive = false, multiplicity = "1")
    private DeadLetterFilter filters;

    void addTo(Map<String, Object> body) {
        if (ids != null) {
            body.put("ids", ids.stream().map(Id::value).distinct().toList());
            return;
        }
        Map<String, String> given = filters.parameters();
        if (given.keySet().equals(Set.of("group"))) {
            body.put("group", given.get("group"));
        } else {
            body.put("query", given);
        }
    }
}

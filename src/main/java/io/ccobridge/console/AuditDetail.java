package io.ccobridge.console;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** What an audit entry says besides, as a table that people read: no JSON, one line a thing. */
final class AuditDetail {

    private static final String NOTHING = "\u2013";

    private static final Set<String> COMPARED = Set.of("before", "after");

    private AuditDetail() {}

    /** What was set from one value to another; each is text, a dash where there was none. */
    public record Change(String name, String before, String after) {}

    /** What is said of a thing. */
    public record Fact(String name, String value) {}

    /**
     * @param changes what differs between before and after
     * @param facts everything else
     */
    public record Told(List<Change> changes, List<Fact> facts) {

        public boolean nothing() {
            return changes.isEmpty() && facts.isEmpty();
        }
    }

    /** Of each entry of a page, in their order. */
    static List<Told> ofAll(JsonNode entries) {
        return StreamSupport.stream(entries.spliterator(), false)
                .map(entry -> of(entry.path("detail")))
                .toList();
    }

    /**
     * @param detail as the API shows it; null or absent where an entry says nothing besides
     */
    static Told of(JsonNode detail) {
        List<Change> changes = new ArrayList<>();
        List<Fact> facts = new ArrayList<>();
        if (detail.isObject()) {
            if (detail.has("before") || detail.has("after")) {
                compare("", detail.path("before"), detail.path("after"), changes);
            }
            detail.properties().stream()
                    .filter(one -> !COMPARED.contains(one.getKey()))
                    .forEach(one -> tell(one.getKey(), one.getValue(), changes, facts));
        } else if (!detail.isNull() && !detail.isMissingNode()) {
            facts.add(new Fact("Detail", text(detail)));
        }
        return new Told(changes, facts);
    }

    private static void tell(String name, JsonNode value, List<Change> changes, List<Fact> facts) {
        if (value.path(0).has("before") || value.path(0).has("after")) {
            for (JsonNode one : value) {
                changes.add(
                        new Change(named(one), text(one.path("before")), text(one.path("after"))));
            }
        } else {
            facts(words(name), value, facts);
        }
    }

    /** What a change in a list is of, by whatever else the list says of it. */
    private static String named(JsonNode change) {
        return change.properties().stream()
                .filter(one -> !COMPARED.contains(one.getKey()))
                .map(one -> text(one.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static void compare(
            String name, JsonNode before, JsonNode after, List<Change> changes) {
        if (!before.isObject() && !after.isObject()) {
            if (!text(before).equals(text(after))) {
                changes.add(new Change(name.isEmpty() ? "Value" : name, text(before), text(after)));
            }
            return;
        }
        Set<String> names = new LinkedHashSet<>();
        before.fieldNames().forEachRemaining(names::add);
        after.fieldNames().forEachRemaining(names::add);
        for (String one : names) {
            String whole = name.isEmpty() ? words(one) : name + ", " + words(one);
            compare(whole, part(before, one), part(after, one), changes);
        }
    }

    private static JsonNode part(JsonNode of, String name) {
        return of.isObject() ? of.path(name) : MissingNode.getInstance();
    }

    private static void facts(String name, JsonNode value, List<Fact> facts) {
        if (value.isObject()) {
            value.properties()
                    .forEach(
                            one -> facts(name + ", " + words(one.getKey()), one.getValue(), facts));
        } else if (!text(value).equals(NOTHING)) {
            facts.add(new Fact(name, text(value)));
        }
    }

    private static String text(JsonNode value) {
        if (value.isNull() || value.isMissingNode() || value.isContainerNode() && value.isEmpty()) {
            return NOTHING;
        }
        if (value.isBoolean()) {
            return value.booleanValue() ? "yes" : "no";
        }
        if (value.isArray()) {
            return StreamSupport.stream(value.spliterator(), false)
                    .map(AuditDetail::text)
                    .collect(Collectors.joining(value.path(0).isContainerNode() ? "; " : ", "));
        }
        if (value.isObject()) {
            return value.properties().stream()
                    .map(one -> words(one.getKey()) + " " + text(one.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return value.asText().isEmpty() ? NOTHING : value.asText();
    }

    private static String words(String name) {
        String spaced = name.replace('_', ' ');
        return spaced.isEmpty()
                ? spaced
                : Character.toUpperCase(spaced.charAt(0)) + spaced.substring(1);
    }
}

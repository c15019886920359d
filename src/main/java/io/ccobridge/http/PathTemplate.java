package io.ccobridge.http;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A path with variables, for example {@code /change-orders/{id}/history}. */
public final class PathTemplate {

    private static final Pattern VARIABLE = Pattern.compile("\\{(\\w+)}");

    private final String text;
    private final Pattern pattern;

    public PathTemplate(String text) {
        this.text = text;
        this.pattern =
                Pattern.compile(
                        "\\Q"
                                + VARIABLE.matcher(text).replaceAll("\\\\E(?<$1>[^/]+)\\\\Q")
                                + "\\E");
    }

    public boolean literal() {
        return !text.contains("{");
    }

    /**
     * The values of the variables, empty for none.
     *
     * @param path decoded
     * @return nothing when it is another path
     */
    public Optional<Map<String, String>> match(String path) {
        Matcher matcher = pattern.matcher(path);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        Map<String, String> values = new LinkedHashMap<>();
        VARIABLE.matcher(text)
                .results()
                .map(variable -> variable.group(1))
                .forEach(name -> values.put(name, matcher.group(name)));
        return Optional.of(values);
    }

    @Override
    public String toString() {
        return text;
    }
}

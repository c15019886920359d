package io.ccobridge.procore;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The time zone of a project as Procore spells it: an IANA name such as {@code America/New_York},
 * or one of Ruby on Rails such as {@code Eastern Time (US & Canada)}.
 */
final class TimeZones {

    private static final Map<String, String> RAILS = rails();

    private TimeZones() {}

    /** The zone of the first name that is one; empty when none is. */
    static Optional<ZoneId> of(String... names) {
        return Stream.of(names)
                .filter(Objects::nonNull)
                .map(String::trim)
                .flatMap(name -> zone(RAILS.getOrDefault(name, name)).stream())
                .findFirst();
    }

    static Set<String> railsNames() {
        return RAILS.keySet();
    }

    private static Optional<ZoneId> zone(String name) {
        try {
            return Optional.of(ZoneId.of(name));
        } catch (DateTimeException unknown) {
            return Optional.empty();
        }
    }

    private static Map<String, String> rails() {
        try (BufferedReader names =
                new BufferedReader(
                        new InputStreamReader(
                                TimeZones.class.getResourceAsStream("rails-time-zones.tsv"),
                                StandardCharsets.UTF_8))) {
            return names.lines()
                    .map(line -> line.split("\t"))
                    .collect(Collectors.toUnmodifiableMap(pair -> pair[0], pair -> pair[1]));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package io.ccobridge.link;

import io.ccobridge.changeorder.SpectrumVendor;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.apache.commons.text.similarity.JaroWinklerSimilarity;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Spectrum vendors whose names are like that of a company without link: shown to a person, never
 * taken by itself.
 */
public final class VendorSuggestions {

    /** Of 1; names of one company differ less than this lets through, most others more. */
    private static final double LIKE = 0.8;

    private static final Set<String> LEGAL_FORMS =
            Set.of(
                    "inc",
                    "incorporated",
                    "llc",
                    "llp",
                    "lp",
                    "ltd",
                    "limited",
                    "co",
                    "company",
                    "corp",
                    "corporation",
                    "the");

    private final SpectrumTables spectrum;

    public VendorSuggestions(DataSource dataSource) {
        spectrum = new SpectrumTables(JdbcClient.create(dataSource));
    }

    private record Suggestion(SpectrumVendor vendor, double likeness) {}

    /** The active vendors with the most similar names, the most similar first. */
    public List<SpectrumVendor> suggestVendors(String name, int most) {
        String wanted = essence(name);
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        return spectrum.activeVendors().stream()
                .filter(vendor -> vendor.name() != null)
                .map(
                        vendor ->
                                new Suggestion(
                                        vendor, similarity.apply(wanted, essence(vendor.name()))))
                .filter(suggestion -> suggestion.likeness() >= LIKE)
                .sorted(
                        Comparator.comparingDouble(Suggestion::likeness)
                                .reversed()
                                .thenComparing(suggestion -> suggestion.vendor().code()))
                .limit(most)
                .map(Suggestion::vendor)
                .toList();
    }

    /** The name without punctuation, letter case and legal form. */
    private static String essence(String name) {
        return Stream.of(name.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !LEGAL_FORMS.contains(word))
                .collect(Collectors.joining(" "));
    }
}

package io.ccobridge.link;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.Databases;
import io.ccobridge.changeorder.SpectrumVendor;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class VendorSuggestionsTest {

    @ParameterizedTest
    @MethodSource("io.ccobridge.Databases#both")
    void theMostSimilarNamesComeFirstWhateverTheLegalForm(Databases.Engine engine) {
        try (LinkFixture fixture = new LinkFixture(engine)) {
            fixture.vendor("ACMEPUMP", "Acme Concrete Pumping Co", true);
            fixture.vendor("BAKER", "Baker Steel LLC", true);
            fixture.vendor("ACMEOLD", "Acme Concrete", false);
            fixture.vendor("NAMELESS", null, true);
            assertThat(codes(fixture, "ACME Concrete, LLC", 5)).containsExactly("ACME", "ACMEPUMP");
            assertThat(codes(fixture, "ACME Concrete, LLC", 1)).containsExactly("ACME");
            assertThat(codes(fixture, "Baker Steal", 5)).containsExactly("BAKER");
            assertThat(codes(fixture, "Zephyr Glazing", 5)).isEmpty();
        }
    }

    private static List<String> codes(LinkFixture fixture, String name, int most) {
        return new VendorSuggestions(fixture.dataSource)
                .suggestVendors(name, most).stream().map(SpectrumVendor::code).toList();
    }
}

package io.ccobridge.spectrum;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ccobridge.changeorder.SpectrumVendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class VendorPagesTest {

    private final VendorPages pages = new VendorPages();

    @Test
    void pagesAreGatheredUntilOneBringsNothingNew() {
        pages.take(200, "[{\"Vendor_Code\":\"ACME\",\"Name\":\"Acme\"},{\"Vendor_Code\":\"B\"}]");
        assertThat(pages.isMore()).isTrue();
        assertThat(pages.getSkip()).isEqualTo(2);

        pages.take(200, "[{\"Vendor_Code\":\"C\"}]");
        pages.take(200, "[]");

        assertThat(pages.isMore()).isFalse();
        assertThat(pages.listing())
                .isEqualTo(
                        new Listing<>(
                                java.util.List.of(
                                        new SpectrumVendor("ACME", "Acme", true),
                                        new SpectrumVendor("B", "", true),
                                        new SpectrumVendor("C", "", true)),
                                true));
    }

    @Test
    void aServerThatKnowsNoPagesIsNotAskedForEver() {
        String all = "[{\"Vendor_Code\":\"A\"},{\"Vendor_Code\":\"B\"}]";

        pages.take(200, all);
        pages.take(200, all);

        assertThat(pages.isMore()).isFalse();
        assertThat(pages.listing().rows()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"vendorCode\":\"A\",\"purchaseLocations\":[{\"name\":\"x\"}]}]",
                "{\"errors\":[],\"vendors\":[{\"vendor_code\":\" A \"}]}",
                "{\"data\":{\"items\":[{\"VENDOR_CODE\":\"A\",\"x\":1}]},\"count\":1}",
                "[{\"Vendor_Code\":\"A\"},{\"Vendor_Code\":\"A\"}]"
            })
    void theListIsFoundHoweverItIsWrapped(String body) {
        pages.take(200, body);

        assertThat(pages.listing().rows()).extracting(SpectrumVendor::code).containsExactly("A");
        assertThat(pages.listing().whole()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"Name\":\"no code\"},{\"Vendor_Code\":\"A\"}]",
                "[{\"Vendor_Code\":\"12345678901\"},{\"Vendor_Code\":\"A\"}]",
                "[{\"Vendor_Code\":\"A\"},7]"
            })
    void aVendorThatCannotBeReadMakesTheListIncomplete(String body) {
        pages.take(200, body);

        assertThat(pages.listing().rows()).hasSize(1);
        assertThat(pages.listing().whole()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[{\"Vendor_Code\":\"A\"}", "{\"error\":\"no\"}", "7", "<html/>"})
    void aPageThatIsNoListIsNone(String body) {
        assertThatThrownBy(() -> pages.take(200, body))
                .isInstanceOf(NotListed.class)
                .hasMessageStartingWith("Spectrum's list of vendors could not be read: ");
    }

    @Test
    void aPageWithoutBodyIsNone() {
        assertThatThrownBy(() -> pages.take(200, null)).isInstanceOf(NotListed.class);
    }

    @ParameterizedTest
    @CsvSource({"401, false", "404, false", "302, false", "500, true", "429, true", "204, true"})
    void aPageThatWasRefusedIsNone(int status, boolean repeatable) {
        assertThatThrownBy(() -> pages.take(status, null))
                .isInstanceOfSatisfying(
                        NotListed.class, e -> assertThat(e.isRepeatable()).isEqualTo(repeatable));
    }
}

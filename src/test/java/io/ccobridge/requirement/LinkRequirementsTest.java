package io.ccobridge.requirement;

import static org.assertj.core.api.Assertions.assertThat;

import io.ccobridge.changeorder.Job;
import io.ccobridge.changeorder.Link;
import io.ccobridge.changeorder.Problem;
import io.ccobridge.changeorder.SpectrumVendor;
import io.ccobridge.changeorder.Vendor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkRequirementsTest {

    private final Sample sample = new Sample();

    @Test
    void aProjectWithoutLinkIsToldByName() {
        sample.job = null;
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "project-synced",
                                "Harbor Tower is not linked to a Spectrum job.",
                                "Link it under Links > Projects, or give the project in Procore the"
                                        + " number of its Spectrum job."));
    }

    @ParameterizedTest
    @CsvSource({
        "MANUAL, by a link made here",
        "PROCORE, by its ERP code in Procore",
        "RULE, by its project number"
    })
    void aJobThatSpectrumDoesNotHaveIsToldWithHowTheLinkWasFound(Link.Source source, String how) {
        sample.job = new Link<>("24-999", source, null);
        assertThat(sample.problems())
                .containsExactly(
                        "project-synced: Spectrum has no job 24-999, to which Harbor Tower leads "
                                + how
                                + ".");
    }

    @ParameterizedTest
    @CsvSource({"A, true", "I, true", "C, false"})
    void aJobMustNotBeComplete(String status, boolean met) {
        sample.job =
                new Link<>(
                        "24-101",
                        Link.Source.RULE,
                        new Job("24-101", "Harbor Tower", "HARBOR", status));
        if (met) {
            assertThat(sample.problems()).isEmpty();
        } else {
            assertThat(sample.problems())
                    .containsExactly(
                            "project-synced: Job 24-101, to which Harbor Tower is linked, is complete"
                                    + " in Spectrum.");
        }
    }

    @Test
    void aCompanyWithoutLinkIsToldByName() {
        sample.vendor = null;
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "vendor-linked",
                                "Acme Concrete is not linked to a Spectrum vendor.",
                                "Link it under Links > Vendors, or give the company its Spectrum"
                                        + " vendor code in Procore."));
    }

    @Test
    void aVendorThatSpectrumDoesNotHaveIsToldByItsCode() {
        sample.vendor = new Link<>("ACMEX", Link.Source.PROCORE, null);
        assertThat(sample.problems())
                .containsExactly(
                        "vendor-linked: Spectrum has no vendor ACMEX, to which Acme Concrete leads by"
                                + " its ERP code in Procore.");
    }

    @Test
    void aVendorMustBeActive() {
        sample.vendor =
                new Link<>(
                        "ACME",
                        Link.Source.MANUAL,
                        new SpectrumVendor("ACME", "Acme Concrete", false));
        assertThat(sample.problems())
                .containsExactly(
                        "vendor-linked: Vendor ACME, to which Acme Concrete is linked, is not active"
                                + " in Spectrum.");
    }

    @Test
    void aCommitmentWithoutContractCompanyIsTold() {
        sample.company = new Vendor(null, null, null, null);
        sample.vendor = null;
        assertThat(sample.problems())
                .containsExactly("vendor-linked: Commitment SC-001 has no contract company.");
        sample.company = null;
        assertThat(sample.problems())
                .containsExactly("vendor-linked: Commitment SC-001 has no contract company.");
    }

    @Test
    void aCompanyWithoutNameIsToldByItsId() {
        sample.company = new Vendor(47L, null, null, null);
        sample.vendor = null;
        assertThat(sample.problems())
                .containsExactly("vendor-linked: Company 47 is not linked to a Spectrum vendor.");
    }

    @Test
    void aCommitmentMustBeLinkedToASubcontract() {
        sample.subcontract = null;
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "commitment-synced",
                                "Commitment SC-001 is not linked to a Spectrum subcontract.",
                                "Link it under Links > Commitments, or give the commitment its"
                                        + " Spectrum subcontract number in Procore."));
    }

    @Test
    void aSiteMaySendChangeOrdersOfCommitmentsThatAreNotLinked() {
        sample.subcontract = null;
        assertThat(sample.problems(new RequirementSettings(12, 30, 10, false, false, "USD", false)))
                .isEmpty();
    }

    @Test
    void aCommitmentsNumberMayHaveTenCharactersAndNoMore() {
        sample.commitmentNumber = "SC-0000001";
        assertThat(sample.problems()).isEmpty();
        sample.commitmentNumber = "SC-00000012";
        assertThat(sample.problems())
                .containsExactly(
                        "commitment-synced: The commitment's number \"SC-00000012\" has 11"
                                + " characters; at most 10 are allowed.");
        assertThat(sample.problems(new RequirementSettings(12, 30, 11, true, false, "USD", false)))
                .isEmpty();
    }

    @Test
    void aSubcontractsNumberMayHaveTenCharactersWhateverTheSetting() {
        sample.subcontract = new Link<>("SUB-0000001", Link.Source.PROCORE, "SUB-0000001");
        assertThat(sample.problems(new RequirementSettings(12, 30, 99, true, false, "USD", false)))
                .containsExactly(
                        "commitment-synced: The subcontract number \"SUB-0000001\", to which"
                                + " Commitment SC-001 leads by its ERP code in Procore, has 11"
                                + " characters; Spectrum takes at most 10.");
    }

    @Test
    void aChangeRequestNumberMustBeFree() {
        sample.changeRequestNumber = null;
        assertThat(sample.check(RequirementSettings.DEFAULTS))
                .containsExactly(
                        new Problem(
                                "change-request-number",
                                "No change request number that is free in Spectrum's job could be"
                                        + " made of the change order's number \"002\".",
                                "Give the change order another number in Procore."));
    }

    @Test
    void aChangeRequestNumberMayHaveEightCharactersAndNoMore() {
        sample.changeRequestNumber = "S001-0020";
        assertThat(sample.problems())
                .containsExactly(
                        "change-request-number: The change request number \"S001-0020\" has 9"
                                + " characters; Spectrum takes at most 8.");
    }

    @Test
    void aChangeRequestNumberIsNotAskedForWithoutWhatItIsMadeOf() {
        sample.changeRequestNumber = null;
        sample.job = null;
        assertThat(sample.problems())
                .containsExactly("project-synced: Harbor Tower is not linked to a Spectrum job.");
    }
}

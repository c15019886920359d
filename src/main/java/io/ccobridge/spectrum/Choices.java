package io.ccobridge.spectrum;

import java.time.LocalDate;

/**
 * What an approver chose at accepting; null: what the mapping gives.
 *
 * @param description instead of the title, as the change request's description
 * @param accountingDate instead of the date created, as the commitment date
 */
public record Choices(String changeRequestNumber, String description, LocalDate accountingDate) {

    public static final Choices NONE = new Choices(null, null, null);
}

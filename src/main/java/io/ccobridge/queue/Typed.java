package io.ccobridge.queue;

import java.time.LocalDate;

/**
 * What an approver typed at accepting; null: what the change order itself gives.
 *
 * @param accountingDate instead of the date created
 */
public record Typed(String changeRequestNumber, String description, LocalDate accountingDate) {

    public static final Typed NOTHING = new Typed(null, null, null);
}

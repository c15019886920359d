package io.ccobridge.spectrum;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * What an approver chose at accepting; null: what the mapping gives.
 *
 * @param description instead of the title, as the change request's description
 * @param accountingDate instead of the date created, as the commitment date
 */
public record Choices(String changeRequestNumber, String description, LocalDate accountingDate) {

    public static final Choices NONE = new Choices(null, null, null);

    /**
     * For the history: what was chosen other than what was proposed; empty when nothing was.
     *
     * @param number the proposed change request number
     * @param title the proposed description
     */
    public String words(String number, String title) {
        List<String> words = new ArrayList<>();
        if (changeRequestNumber != null && !changeRequestNumber.equals(number)) {
            words.add("change request number " + changeRequestNumber);
        }
        if (description != null && !description.equals(title)) {
            words.add("description \"" + description + "\"");
        }
        if (accountingDate != null) {
            words.add("accounting date " + accountingDate);
        }
        return words.isEmpty() ? "" : " with " + String.join(", ", words);
    }
}

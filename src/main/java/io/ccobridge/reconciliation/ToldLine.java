package io.ccobridge.reconciliation;

import io.ccobridge.changeorder.Holdings;
import java.util.List;

/**
 * A line that Spectrum was told, and what came of it by the moment that is asked for.
 *
 * @param done whether Spectrum had acknowledged it; otherwise it may hold it
 */
record ToldLine(Exported line, boolean done) {

    /**
     * @param told in the order in which it was told
     */
    static Holdings holdings(List<ToldLine> told) {
        return Holdings.of(
                told.stream().map(one -> new Holdings.Told(one.line.sum(), one.done)).toList());
    }

    /**
     * Whether a person has entered all of it in Spectrum under another number than a part of it was
     * told under: unless that was deleted there, the part is there twice.
     */
    static boolean alsoUnderAnotherNumber(List<ToldLine> told) {
        if (told.isEmpty() || !told.get(told.size() - 1).line.byHand()) {
            return false;
        }
        String number = told.get(told.size() - 1).line.changeRequestNumber();
        return told.stream()
                .anyMatch(one -> !one.line.changeRequestNumber().equalsIgnoreCase(number));
    }
}

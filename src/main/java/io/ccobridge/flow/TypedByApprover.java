package io.ccobridge.flow;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.spectrum.ChangeRequestNumbers;
import io.ccobridge.spectrum.Choices;
import io.ccobridge.spectrum.Envelopes;
import java.text.Normalizer;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** What an approver typed at accepting, each field checked (422 by its name). */
final class TypedByApprover {

    /** Spectrum's CR_Description (facts/spectrum-api.md 8.1). */
    private static final int LONGEST_DESCRIPTION = 250;

    /** Further away from today, the year is a slip of the finger. */
    private static final int YEARS = 2;

    private TypedByApprover() {}

    static Choices of(JsonNode body, LocalDate today) {
        return new Choices(
                text(body, "change_request_number")
                        .map(number -> wrong("change_request_number", number, numberIn(number)))
                        .orElse(null),
                text(body, "description")
                        .map(words -> wrong("description", words, descriptionIn(words)))
                        .orElse(null),
                text(body, "accounting_date").map(date -> date(date, today)).orElse(null));
    }

    /** Without the blanks around it; blanks only are no way to leave a field out. */
    private static Optional<String> text(JsonNode body, String field) {
        if (!body.hasNonNull(field)) {
            return Optional.empty();
        }
        String text = body.path(field).asText().strip();
        if (text.isEmpty()) {
            throw Refusal.invalid(
                    field, "It must not be blank; leave it out for what the bridge proposes.");
        }
        return Optional.of(text);
    }

    private static String wrong(String field, String text, Optional<String> message) {
        message.ifPresent(
                wrong -> {
                    throw Refusal.invalid(field, wrong);
                });
        return text;
    }

    private static Optional<String> numberIn(String number) {
        return ChangeRequestNumbers.check(number);
    }

    private static Optional<String> descriptionIn(String words) {
        String composed = Normalizer.normalize(words, Normalizer.Form.NFC);
        int length = composed.codePointCount(0, composed.length());
        return length > LONGEST_DESCRIPTION
                ? Optional.of(
                        "The description has "
                                + length
                                + " characters; Spectrum takes at most "
                                + LONGEST_DESCRIPTION
                                + ".")
                : Envelopes.cannotCarry(words)
                        .map(
                                character ->
                                        "The character "
                                                + character
                                                + " cannot be sent to Spectrum; leave it out.");
    }

    private static LocalDate date(String text, LocalDate today) {
        LocalDate date;
        try {
            date = LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw Refusal.invalid(
                    "accounting_date", "\"" + text + "\" is not a day; write it as " + today + ".");
        }
        if (date.isBefore(today.minusYears(YEARS)) || date.isAfter(today.plusYears(YEARS))) {
            throw Refusal.invalid(
                    "accounting_date",
                    date
                            + " is more than two years away from today, "
                            + today
                            + ". Is the year right?");
        }
        return date;
    }
}

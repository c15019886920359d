package io.ccobridge.queue;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.time.LocalDate;

/**
 * One person's yes, as the API shows it.
 *
 * @param changeRequestNumber as typed, and so on: absent where nothing was, and once it is decided
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Approval(
        String by,
        Instant at,
        String changeRequestNumber,
        String description,
        LocalDate accountingDate) {

    static Approval of(FirstApproval first) {
        return new Approval(
                first.actor(),
                first.at(),
                first.typed().changeRequestNumber(),
                first.typed().description(),
                first.typed().accountingDate());
    }

    static Approval of(String by, Instant at) {
        return new Approval(by, at, null, null, null);
    }
}

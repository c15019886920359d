package io.ccobridge.queue;

import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Refusal;
import io.ccobridge.changeorder.Sum;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A part of a change order that Spectrum holds under another key than an accept would write to. One
 * decision writes under one key, so the bridge cannot take the part back there and write it here: a
 * person does, in two steps that each go through the queue.
 */
final class HeldElsewhere {

    private static final String NUMBER = "Change_Request_Number";

    private HeldElsewhere() {}

    /**
     * @param earlier the header that Spectrum was told before
     * @return 422 naming the element, and what to do; nothing when it is the same key
     */
    static Optional<Refusal> refusal(Map<?, ?> earlier, List<Sum> held, ExportPlan plan) {
        for (String element : ExportTable.KEY) {
            String was = String.valueOf(earlier.get(element));
            String is = String.valueOf(plan.header().get(element));
            if (!was.equals(is)) {
                return Optional.of(
                        Refusal.invalid(
                                element.equals(NUMBER) ? "change_request_number" : element,
                                message(element, was, is, earlier, held)));
            }
        }
        return Optional.empty();
    }

    private static String message(
            String element, String was, String is, Map<?, ?> earlier, List<Sum> held) {
        String what =
                "Spectrum holds, or may hold, a part of this change order ("
                        + held.stream()
                                .map(
                                        sum ->
                                                sum.phase()
                                                        + " "
                                                        + sum.costType()
                                                        + " "
                                                        + sum.amount().toPlainString())
                                .collect(Collectors.joining(", "))
                        + ") as change request "
                        + earlier.get(NUMBER)
                        + " of job "
                        + earlier.get("Job_Number")
                        + ", subcontract "
                        + earlier.get("Subcontract_Number")
                        + " of vendor "
                        + earlier.get("Subcontractor_Code")
                        + "; with "
                        + element
                        + " "
                        + is
                        + " it would stand there a second time. ";
        return element.equals(NUMBER)
                ? what + "Accept it under the number " + was + "."
                : what
                        + "Put it back to where it was (in Procore, or the link that has changed), give it"
                        + " there the lines that are to stay, 0.00 where nothing is, send and accept it."
                        + " Then make a new change order in Procore for what goes to the new place.";
    }
}

package io.ccobridge.queue;

import io.ccobridge.changeorder.ExportPlan;
import io.ccobridge.changeorder.Fingerprint;
import io.ccobridge.changeorder.Sum;
import io.ccobridge.json.Json;
import java.util.List;
import java.util.Map;

/**
 * A decision to export, as it was stored with the approval.
 *
 * @param header as it is on every call, in Spectrum's order
 * @param lines in the order in which they are sent
 * @param payloadHash of header and lines, taken at the approval
 */
public record StoredExport(
        long id,
        long changeOrderId,
        Map<String, String> header,
        List<StoredLine> lines,
        String payloadHash) {

    /**
     * One call's share.
     *
     * @param state OPEN, UNKNOWN (Spectrum may have it) or DONE (Spectrum has it)
     */
    public record StoredLine(int position, Sum sum, String state) {

        public boolean done() {
            return state.equals("DONE");
        }

        /** Whether Spectrum may have it. */
        boolean told() {
            return done() || state.equals("UNKNOWN");
        }
    }

    public StoredExport {
        lines = List.copyOf(lines);
    }

    public ExportPlan plan() {
        return new ExportPlan(
                header.get("Change_Request_Number"),
                header,
                lines.stream().map(StoredLine::sum).toList());
    }

    /** Whether this is, to the letter and the cent, what was approved. */
    boolean intact() {
        return hash(plan()).equals(payloadHash);
    }

    static String hash(ExportPlan plan) {
        return Fingerprint.sha256(Json.writeAscii(plan));
    }
}

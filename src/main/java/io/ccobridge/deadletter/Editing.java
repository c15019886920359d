package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Caller;
import io.ccobridge.queue.Difference;
import java.util.List;
import java.util.Map;

/** Works out what an edit makes of the payload of a failed export. */
@FunctionalInterface
public interface Editing {

    /**
     * @param exportId what is edited
     * @param header as it would be sent
     * @param differences from what failed; what a setting has changed meanwhile among them
     */
    record Edited(long exportId, Map<String, String> header, List<Difference> differences) {}

    /**
     * Changes nothing.
     *
     * @param version of the change order, as the person has seen it
     * @param changes any of change_request_number, description and accounting_date
     * @param by who proposes or confirms it
     * @throws io.ccobridge.changeorder.Refusal 403 when its project or total is beyond what they
     *     may accept; 409 when it has moved on, or is not what was approved any more; 422 when a
     *     field is wrong or nothing would change
     */
    Edited edited(long changeOrderId, int version, JsonNode changes, Caller by);
}

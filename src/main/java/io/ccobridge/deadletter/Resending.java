package io.ccobridge.deadletter;

import io.ccobridge.changeorder.Caller;
import io.ccobridge.queue.Outlook;
import io.ccobridge.queue.Resends;

/** A failed export's way back to Spectrum, with a look at what it would be today. */
public interface Resending {

    /**
     * What it would be if it were sent again now; changes nothing.
     *
     * @param askProcore whether Procore is asked, or the last poll is believed
     * @throws io.ccobridge.changeorder.Refusal 409 when it is no failed export any more, 503 when
     *     Procore cannot be asked
     */
    Outlook outlook(long changeOrderId, boolean askProcore);

    /**
     * Exports it again, or gives it back to the approver when it is not what was approved.
     *
     * @throws io.ccobridge.changeorder.Refusal as above; then nothing has happened
     */
    Resends.ReplayStart replay(long changeOrderId, Caller by, String reason, boolean askProcore);
}

package io.ccobridge.queue;

import io.ccobridge.changeorder.Caller;
import java.util.Optional;

/** What callers may do as of this moment: time goes by between a call and its decision. */
@FunctionalInterface
public interface Privileges {

    /**
     * The caller with the role, the limits and the delegations of now. They stay so until the
     * transaction that asks has ended.
     *
     * @return empty when its account is gone or its token is not good any more
     */
    Optional<Caller> now(Caller caller);
}

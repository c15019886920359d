package io.ccobridge.sandbox.spectrum;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The layouts of this installation: the documented ones, until a site's own replaces one. */
public final class Layouts {

    private final Map<String, Layout> byMethod = new ConcurrentHashMap<>();

    Layouts() {
        replace(Layout.AR_CHANGE_REQUEST).replace(Layout.GET_JOB).replace(Layout.GET_PHASE);
    }

    /** From now on the service wants, and its WSDL lists, these elements. */
    public Layouts replace(Layout layout) {
        byMethod.put(layout.method(), layout);
        return this;
    }

    Optional<Layout> of(String method) {
        return Optional.ofNullable(byMethod.get(method));
    }
}

package io.ccobridge.sandbox.spectrum;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.jetty.server.Request;

/**
 * A call that was read.
 *
 * @param number {@link ReceivedCall#number()}
 * @param at when it came
 * @param soap null when it is none, or could not be read
 * @param unreadable why it could not be read; null when it could
 */
record Incoming(
        long number,
        Instant at,
        String method,
        Request request,
        byte[] body,
        SoapCall soap,
        String unreadable) {

    static final List<String> METHODS =
            List.of("ARChangeRequest", "GetJob", "GetPhase", "vendors", "token");

    private static final Set<String> REST = Set.of("vendors", "token");

    static boolean isSoap(String method) {
        return !REST.contains(method);
    }

    static Incoming of(long number, Instant at, String method, Request request, byte[] body) {
        if (!isSoap(method)) {
            return new Incoming(number, at, method, request, body, null, null);
        }
        try {
            return new Incoming(number, at, method, request, body, SoapCall.read(body), null);
        } catch (SoapCall.Unreadable e) {
            return new Incoming(number, at, method, request, body, null, e.getMessage());
        }
    }

    /** Empty when it is blank, did not come, or could not be read. */
    String value(String element) {
        return soap == null ? "" : soap.value(element);
    }

    String header(String name) {
        String value = request.getHeaders().get(name);
        return value == null ? "" : value;
    }

    String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }
}

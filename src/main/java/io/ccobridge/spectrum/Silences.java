package io.ccobridge.spectrum;

import io.ccobridge.changeorder.Silence;
import io.ccobridge.spectrum.Answer.Transient;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Optional;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;

/**
 * Tells whether it was Spectrum that was heard. A SOAP message is always its own, a fault or a
 * broken one too: those belong to one change order. A bare 5xx, a page of something in front of it,
 * a connection that is refused or breaks may be the sign of an outage.
 */
public final class Silences {

    private Silences() {}

    /**
     * @param answer the body as text, perhaps null; or what was thrown instead of it
     * @return empty when Spectrum was heard, or when the fault is our own
     */
    public static Optional<Silence> in(int httpStatus, Object answer) {
        if (answer instanceof Throwable thrown) {
            return thrown(thrown);
        }
        String body = answer == null ? "" : answer.toString();
        if (body.contains("Envelope")) {
            return Optional.empty();
        }
        if (httpStatus >= 500 && httpStatus < 600) {
            return Optional.of(new Silence("HTTP status " + httpStatus, false));
        }
        return httpStatus >= 200 && httpStatus < 300
                ? Optional.of(
                        new Silence(
                                body.isBlank()
                                        ? "the answers are empty"
                                        : "something else answers in its place",
                                false))
                : Optional.empty();
    }

    private static Optional<Silence> thrown(Throwable thrown) {
        Optional<Silence> silence = Optional.empty();
        Throwable cause = thrown;
        // a chain of causes may be a ring
        for (int depth = 0; cause != null && depth < 50; depth++, cause = cause.getCause()) {
            if (cause instanceof NotSent notSent) {
                // without an access token no call can be made, whatever it would send
                return notSent.answer() instanceof Transient
                        ? Optional.of(new Silence("it gives no access token", true))
                        : Optional.empty();
            }
            if (cause instanceof ConnectionRequestTimeoutException) {
                // our own pool had no connection left
                return Optional.empty();
            }
            Optional<Silence> said = said(cause);
            if (silence.isEmpty() || said.filter(Silence::beforeSending).isPresent()) {
                silence = said;
            }
        }
        return silence;
    }

    private static Optional<Silence> said(Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return before("no connection in time");
        }
        if (cause instanceof NoRouteToHostException) {
            return before("no route to it");
        }
        if (cause instanceof ConnectException) {
            boolean refused =
                    String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT).contains("refused");
            return before(refused ? "connection refused" : "no connection");
        }
        if (cause instanceof UnknownHostException) {
            return before("its name is not known");
        }
        if (cause instanceof SSLHandshakeException || cause instanceof SSLPeerUnverifiedException) {
            return before("no secure connection");
        }
        if (cause instanceof SocketTimeoutException) {
            return Optional.of(new Silence("no answer in time", false));
        }
        // an interrupt is our own stop
        return cause instanceof IOException && !(cause instanceof InterruptedIOException)
                ? Optional.of(new Silence("the connection breaks", false))
                : Optional.empty();
    }

    private static Optional<Silence> before(String words) {
        return Optional.of(new Silence(words, true));
    }
}

package io.ccobridge.notice;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.SendFailedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.util.List;

/** What an error of the mail server's client says about the mail. */
final class MailErrors {

    /** After one of these the server has taken nothing. */
    private static final List<Class<? extends Throwable>> NOT_TAKEN =
            List.of(
                    ConnectException.class,
                    UnknownHostException.class,
                    NoRouteToHostException.class,
                    AuthenticationFailedException.class,
                    // the server has answered, and the answer is no
                    SendFailedException.class);

    private MailErrors() {}

    /** Whether the mail may have arrived all the same: as with Spectrum, no answer is not a no. */
    static boolean perhapsTaken(Throwable thrown) {
        for (Throwable one = thrown; one != null; one = cause(one)) {
            Throwable cause = one;
            if (NOT_TAKEN.stream().anyMatch(type -> type.isInstance(cause))
                    || String.valueOf(one.getMessage()).startsWith("Could not connect")
                    || String.valueOf(one.getMessage()).startsWith("Couldn't connect")) {
                return false;
            }
        }
        return true;
    }

    /** In one line. */
    static String told(Throwable thrown) {
        Throwable deepest = thrown;
        while (cause(deepest) != null) {
            deepest = cause(deepest);
        }
        return String.valueOf(deepest.getMessage()).strip().replaceAll("\\s+", " ");
    }

    private static Throwable cause(Throwable thrown) {
        return thrown.getCause() == thrown ? null : thrown.getCause();
    }
}

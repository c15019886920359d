package io.ccobridge.spectrum;

import io.ccobridge.spectrum.SpectrumSettings.Auth;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A call to Spectrum as a command for a shell, so that an engineer can repeat it by hand. Secrets
 * are variables of that shell, and it refuses to run without them.
 */
public final class Curl {

    private static final String AUTHORIZATION_ID = "SPECTRUM_AUTHORIZATION_ID";

    /**
     * The masked secret, and the session, which may have expired by the time somebody repeats it.
     */
    private static final Pattern SPLICED =
            Pattern.compile(
                    "<(?:[\\w.-]{1,30}:)?"
                            + "(?:Authorization_ID>(?<secret>\\*\\*\\*)|GUID>(?<session>[0-9A-Za-z-]+))(?=</)");

    private final SpectrumSettings settings;

    public Curl(SpectrumSettings settings) {
        this.settings = settings;
    }

    /**
     * @param method the service, for example {@code ARChangeRequest}
     * @param envelope as it was sent, secrets masked
     */
    public String of(String method, String envelope) {
        String url = settings.url() + "/ws/" + method;
        return String.join(
                " \\\n  ",
                "# writes to Spectrum what this attempt wrote: the same record, the same amounts\n"
                        + "curl -sS -X POST "
                        + quoted(url),
                "-H " + quoted("Content-Type: text/xml; charset=utf-8"),
                "-H " + quoted("SOAPAction: " + url),
                authorization() + "--data-binary " + spliced(envelope));
    }

    private String authorization() {
        if (settings.auth() == Auth.BASIC) {
            return "-u "
                    + quoted(settings.companyCode() + ":")
                    + variable(AUTHORIZATION_ID)
                    + " \\\n  ";
        }
        return settings.auth() == Auth.OAUTH2
                ? "-H 'Authorization: Bearer '" + variable("SPECTRUM_ACCESS_TOKEN") + " \\\n  "
                : "";
    }

    private String spliced(String envelope) {
        StringBuilder text = new StringBuilder();
        Matcher part = SPLICED.matcher(envelope);
        int from = 0;
        while (part.find()) {
            String session = part.group("session");
            int start = part.start(session == null ? "secret" : "session");
            text.append(quoted(envelope.substring(from, start)))
                    .append(
                            session == null
                                    ? authorizationIdInXml()
                                    : "\"${SPECTRUM_GUID:-" + session + "}\"");
            from = part.end();
        }
        return text.append(quoted(envelope.substring(from))).toString();
    }

    /** One with a character that means something in XML has to be escaped by the shell. */
    private String authorizationIdInXml() {
        return settings.authorizationId().matches("[^&<>]*")
                ? variable(AUTHORIZATION_ID)
                : "\"$(printf %s "
                        + variable(AUTHORIZATION_ID)
                        + " | sed 's/&/\\&amp;/g; s/</\\&lt;/g; s/>/\\&gt;/g')\"";
    }

    private static String variable(String name) {
        return "\"${" + name + ":?}\"";
    }

    /** In single quotes a shell changes nothing. */
    private static String quoted(String text) {
        return "'" + text.replace("'", "'\\''") + "'";
    }
}

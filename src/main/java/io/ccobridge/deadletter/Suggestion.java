package io.ccobridge.deadletter;

/**
 * What is known about a failure, and what to do.
 *
 * @param cause the catalogue's id of it; null when the catalogue does not know it
 * @param title what is wrong, in a line
 * @param fixIn where the fix is made: procore, spectrum, bridge, or nobody when it passes by
 *     itself; null when that is not known
 * @param fix what a person does, in words
 * @param source where it is known from; null when the site wrote it down or nobody knows it
 */
public record Suggestion(
        String cause, String title, String fixIn, String fix, String source, boolean known) {

    static Suggestion of(KnownCause cause) {
        return new Suggestion(
                cause.id(), cause.title(), cause.fixIn(), cause.fix(), cause.source(), true);
    }

    /** Of a failure that nobody has written down: what its category alone allows to say. */
    static Suggestion unknownCause(String category) {
        return switch (category) {
            case "transient" ->
                    generic(
                            "Spectrum could not take it at that moment",
                            "nobody",
                            "It may well go through now: replay one, and the others when that one"
                                    + " succeeds. When it fails again, ask whoever looks after"
                                    + " Spectrum whether it is up.");
            case "configuration" ->
                    generic(
                            "Spectrum refuses the bridge, whatever is sent",
                            "bridge",
                            "Run \"cco-bridge doctor\": it tries out the settings spectrum.* and"
                                    + " says what Spectrum answers. Replay when it finds nothing.");
            case "unknown" ->
                    generic(
                            "Nobody knows whether Spectrum took it",
                            "nobody",
                            "Look the change request up in Spectrum. A replay sends the same key"
                                    + " and the same amounts, so it sets them and never adds to"
                                    + " them; what somebody typed over them meanwhile is lost."
                                    + " When it is there whole, mark it as done by hand.");
            default ->
                    generic(
                            "Spectrum does not accept what was sent",
                            null,
                            "The catalogue does not know this message. Spectrum's own words and the"
                                    + " element it names tell what it does not accept: correct that in"
                                    + " Spectrum and replay, or reject the change order and have it"
                                    + " corrected in Procore. When you know what helped, write it into"
                                    + " config/causes-site.yaml.");
        };
    }

    private static Suggestion generic(String title, String fixIn, String fix) {
        return new Suggestion(null, title, fixIn, fix, null, false);
    }
}

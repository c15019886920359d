package io.ccobridge.link;

/**
 * A phase and cost type as a link names them: {@code 03300.S}.
 *
 * @param phase without punctuation
 * @param costType empty when a text names none
 */
record PhaseCode(String phase, String costType) {

    PhaseCode {
        phase = Codes.bare(phase);
        costType = costType.strip();
    }

    /** Reads {@code PHASE.COSTTYPE}; the phase may be written with dashes and points. */
    static PhaseCode of(String text) {
        int point = text.lastIndexOf('.');
        return point < 0
                ? new PhaseCode(text, "")
                : new PhaseCode(text.substring(0, point), text.substring(point + 1));
    }

    /** Equal for codes that differ in letter case only. */
    PhaseCode key() {
        return new PhaseCode(Codes.key(phase), Codes.key(costType));
    }

    @Override
    public String toString() {
        return phase + "." + costType;
    }
}

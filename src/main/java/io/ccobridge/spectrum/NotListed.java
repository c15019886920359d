package io.ccobridge.spectrum;

import io.ccobridge.spectrum.Answer.Misconfigured;
import io.ccobridge.spectrum.Answer.Rejected;

/** Spectrum gave no list that could be read whole; what was read before stays. */
public final class NotListed extends RuntimeException {

    private final transient Answer answer;

    NotListed(Answer answer) {
        super(answer.message());
        this.answer = answer;
    }

    /** Whether the same question may get an answer in a second. */
    public boolean isRepeatable() {
        return !(answer instanceof Rejected || answer instanceof Misconfigured);
    }

    /** Whether Spectrum minds this question only, so that the next one is worth asking. */
    public boolean isAboutThisOnly() {
        return answer instanceof Rejected || answer instanceof Answer.Unknown;
    }
}

package io.ccobridge.spectrum;

/** The call could not even be made: nothing has reached the service. */
public final class NotSent extends RuntimeException {

    private final transient Answer answer;

    NotSent(Answer answer) {
        super(answer.message());
        this.answer = answer;
    }

    NotSent(Answer answer, Throwable cause) {
        super(answer.message(), cause);
        this.answer = answer;
    }

    /** What that means for the call, Misconfigured or Transient. */
    public Answer answer() {
        return answer;
    }
}

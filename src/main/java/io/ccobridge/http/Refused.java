package io.ccobridge.http;

/** What was asked for and not done, as the API would have answered it. */
public final class Refused extends RuntimeException {

    private final transient ProblemDocument problem;

    Refused(ProblemDocument problem) {
        super(problem.detail());
        this.problem = problem;
    }

    Refused(NotAdmitted notAdmitted) {
        this(notAdmitted.problem());
    }

    /** A refusal of the console's own, such as a form that has expired. */
    public static Refused because(int status, String detail) {
        return new Refused(ProblemDocument.of(status, detail));
    }

    public ProblemDocument problem() {
        return problem;
    }
}

package io.ccobridge.http;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

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

    /** Answers as the API does. */
    public void writeTo(HttpServletResponse response) throws IOException {
        Answer.of(problem, Map.of()).writeTo(response);
    }

    public ProblemDocument problem() {
        return problem;
    }
}

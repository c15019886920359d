package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import java.util.List;

/** One thing that must be so before a change order can go to Spectrum. */
public interface Requirement {

    /** As problems carry it, for example {@code vendor-linked}. */
    String name();

    /**
     * What is not so; empty when the requirement is met. Any field that could not be read may be
     * null: {@code readable} tells of it, and no other requirement tells the same again.
     */
    List<Problem> check(Candidate candidate);

    /**
     * What is not so and will be by itself when something arrives; a part of what {@link #check}
     * says.
     */
    default List<Awaited> awaits(Candidate candidate) {
        return List.of();
    }

    /** A problem under this requirement's name. */
    default Problem problem(String message, String fix) {
        return new Problem(name(), message, fix);
    }
}

package io.ccobridge.requirement;

import io.ccobridge.changeorder.Awaited;
import io.ccobridge.changeorder.Candidate;
import io.ccobridge.changeorder.Problem;
import java.util.List;
import java.util.Objects;

/**
 * An unmet requirement, and what has to arrive for it to be met without anybody touching the change
 * order; null where only a change in Procore helps.
 */
record Finding(Problem problem, Awaited awaited) {

    /** A requirement that is mostly met by something that arrives. */
    interface Finder extends Requirement {

        List<Finding> find(Candidate candidate);

        @Override
        default List<Problem> check(Candidate candidate) {
            return find(candidate).stream().map(Finding::problem).toList();
        }

        @Override
        default List<Awaited> awaits(Candidate candidate) {
            return find(candidate).stream().map(Finding::awaited).filter(Objects::nonNull).toList();
        }

        default Finding helpedInProcoreAlone(String message, String fix) {
            return new Finding(problem(message, fix), null);
        }

        /**
         * @param procoreId of what waits in Procore
         * @param code where it leads to in Spectrum; null: nowhere
         */
        default Finding awaited(
                Awaited.Kind kind,
                Awaited.Lack lack,
                Object procoreId,
                String code,
                String name,
                String message,
                String fix) {
            return new Finding(
                    problem(message, fix),
                    new Awaited(kind, lack, String.valueOf(procoreId), code, name, message));
        }
    }
}

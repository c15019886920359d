package io.ccobridge.link;

import io.ccobridge.changeorder.Link;
import java.util.Optional;

/**
 * A Spectrum code and how it was found, before anybody looked whether Spectrum has it.
 *
 * @param code trimmed; of a cost code {@code PHASE.COSTTYPE} when it was linked by hand, else the
 *     bare phase
 */
record Tie(String code, Link.Source source) {

    /** The order in which ties are looked for. A tie that leads nowhere still hides a later one. */
    record Order(boolean commitmentByNumber) {

        /**
         * @param manual the code that a person linked by hand, or null
         */
        Optional<Tie> first(LinkKind kind, String manual, Known known) {
            return tie(manual, Link.Source.MANUAL)
                    .or(() -> tie(written(kind, known.originCode()), Link.Source.PROCORE))
                    .or(() -> tie(written(kind, known.originId()), Link.Source.PROCORE))
                    .or(() -> tie(rule(kind, known), Link.Source.RULE));
        }

        private String rule(LinkKind kind, Known known) {
            return switch (kind) {
                case PROJECTS, COST_CODES -> written(kind, known.number());
                case COMMITMENTS -> commitmentByNumber ? known.number() : null;
                case VENDORS -> null;
            };
        }

        private static String written(LinkKind kind, String code) {
            return code == null || kind != LinkKind.COST_CODES ? code : Codes.bare(code);
        }

        private static Optional<Tie> tie(String code, Link.Source source) {
            return Optional.ofNullable(Codes.trimmed(code)).map(some -> new Tie(some, source));
        }
    }
}

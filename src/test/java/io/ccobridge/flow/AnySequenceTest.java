package io.ccobridge.flow;

import io.ccobridge.Databases;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.lifecycle.AfterContainer;

/**
 * Whatever happens in whatever order, in Procore, to the links, to Spectrum and among people: the
 * states stay legal, and Spectrum is told nothing but what an approver has looked at.
 */
class AnySequenceTest {

    private static final ModelWorld ON_H2 = new ModelWorld(Databases.Engine.H2);
    private static ModelWorld onPostgres;

    @AfterContainer
    static void close() {
        ON_H2.close();
        if (onPostgres != null) {
            onPostgres.close();
        }
    }

    @Property(tries = 120)
    void nothingIsExportedThatNobodyApproved(@ForAll("sequences") List<ModelWorld.Step> steps) {
        ON_H2.play(steps);
    }

    @Property(tries = 15)
    void norOnPostgres(@ForAll("sequences") List<ModelWorld.Step> steps) {
        if (onPostgres == null) {
            onPostgres = new ModelWorld(Databases.Engine.POSTGRESQL);
        }
        onPostgres.play(steps);
    }

    /** Of what people do often there is more, so that change orders get as far as Spectrum. */
    @Provide
    Arbitrary<List<ModelWorld.Step>> sequences() {
        return Arbitraries.frequency(
                        Tuple.of(3, ModelWorld.Step.EDIT),
                        Tuple.of(1, ModelWorld.Step.EDIT_BACK),
                        Tuple.of(1, ModelWorld.Step.MAKE_VOID),
                        Tuple.of(1, ModelWorld.Step.APPROVE),
                        Tuple.of(1, ModelWorld.Step.DELETE),
                        Tuple.of(1, ModelWorld.Step.RESTORE),
                        Tuple.of(1, ModelWorld.Step.CHANGE_COMPANY),
                        Tuple.of(1, ModelWorld.Step.CHANGE_LINK),
                        Tuple.of(1, ModelWorld.Step.REFRESH),
                        Tuple.of(6, ModelWorld.Step.POLL),
                        Tuple.of(4, ModelWorld.Step.SEND),
                        Tuple.of(2, ModelWorld.Step.RETRIEVE),
                        Tuple.of(6, ModelWorld.Step.LOOK),
                        Tuple.of(8, ModelWorld.Step.LOOK_AND_ACCEPT),
                        Tuple.of(5, ModelWorld.Step.ACCEPT),
                        Tuple.of(2, ModelWorld.Step.REJECT),
                        Tuple.of(1, ModelWorld.Step.UNLINK),
                        Tuple.of(4, ModelWorld.Step.EXPORT),
                        Tuple.of(2, ModelWorld.Step.EXPORT_FAILS),
                        Tuple.of(1, ModelWorld.Step.EXPORT_IS_LOST),
                        Tuple.of(2, ModelWorld.Step.REPLAY),
                        Tuple.of(1, ModelWorld.Step.DISCARD))
                .list()
                .ofMinSize(8)
                .ofMaxSize(40);
    }
}

package io.ccobridge.scenario;

import io.ccobridge.Databases;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A class of scenarios: all of them in one world, first on H2, then in another one on PostgreSQL.
 * No fault outlives its scenario.
 */
@ParameterizedClass
@EnumSource(Databases.Engine.class)
abstract class Scenario {

    static World world;
    static Site site;

    @Parameter Databases.Engine engine;

    /** For the method of each class that runs before its scenarios. */
    static void open(Databases.Engine engine, Map<String, String> settings) {
        world = World.on(engine, settings);
        site = world.site();
    }

    @AfterEach
    void mend() {
        world.clearFaults();
    }

    @AfterParameterizedClassInvocation
    static void close() {
        world.close();
    }
}

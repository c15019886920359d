package io.ccobridge;

/**
 * How much the longest tests do: enough to show the thing, or with {@code mvn -Plong verify} all of
 * it on both databases.
 */
public final class Volumes {

    private static final boolean LONG = Boolean.getBoolean("long-tests");

    private Volumes() {}

    /**
     * What is done on one engine whole, is done on the other in small.
     *
     * @param whole done on H2, which every site begins with
     * @param small done on PostgreSQL, unless all is asked for
     */
    public static int of(Databases.Engine engine, int whole, int small) {
        return engine == Databases.Engine.H2 ? whole : of(whole, small);
    }

    /**
     * @param whole done when all is asked for
     */
    public static int of(int whole, int small) {
        return LONG ? whole : small;
    }
}

package io.ccobridge.link;

/**
 * What Procore says of something that can be linked.
 *
 * @param procoreId the id as text; of a cost code the code without cost type
 * @param number what the rule goes by: a project's or commitment's number, a cost code's code; null
 *     when there is none
 */
record Known(String procoreId, String name, String number, String originCode, String originId) {

    /** The same, with what is missing taken from an older source. */
    Known or(Known older) {
        return new Known(
                procoreId,
                first(name, older.name),
                first(number, older.number),
                first(originCode, older.originCode),
                first(originId, older.originId));
    }

    private static String first(String one, String other) {
        return Codes.trimmed(one) == null ? other : one;
    }
}

package io.ccobridge.link;

/**
 * What Procore says of something that can be linked.
 *
 * @param procoreId the id as text; of a cost code the code without cost type
 * @param number what the rule goes by: a project's or commitment's number, a cost code's code; null
 *     when there is none
 */
record Known(String procoreId, String name, String number, String originCode, String originId) {}

package io.ccobridge.http;

import com.networknt.schema.JsonSchema;

/**
 * A parameter of a call.
 *
 * @param inPath false: in the query
 * @param integer the text is read as a whole number before it is checked
 */
record Parameter(
        String name, boolean inPath, boolean required, boolean integer, JsonSchema schema) {}

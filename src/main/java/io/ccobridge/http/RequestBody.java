package io.ccobridge.http;

import com.networknt.schema.JsonSchema;
import java.util.Map;

/**
 * The body that a call takes.
 *
 * @param maxBytes more is answered with 413
 * @param schemas by media type
 */
record RequestBody(boolean required, int maxBytes, Map<String, JsonSchema> schemas) {

    public RequestBody {
        schemas = Map.copyOf(schemas);
    }
}

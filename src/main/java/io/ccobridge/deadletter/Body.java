package io.ccobridge.deadletter;

import com.fasterxml.jackson.databind.JsonNode;
import io.ccobridge.changeorder.Refusal;
import java.math.BigDecimal;
import java.util.regex.Pattern;

/**
 * A request's JSON body, field by field; a field that is wrong is refused by its name (422).
 *
 * @param json null when the request had none
 */
record Body(JsonNode json) {

    /** PostgreSQL stores neither NUL nor half of a character. */
    private static final Pattern UNSTORABLE = Pattern.compile("[\\x00\\x{D800}-\\x{DFFF}]");

    boolean has(String field) {
        return json != null && json.hasNonNull(field);
    }

    /** A text that must be there and not blank; without the blanks around it. */
    String text(String field) {
        String text = has(field) ? json.get(field).textValue() : null;
        if (text == null || text.isBlank()) {
            throw Refusal.invalid(field, field + " is required, as a text that is not blank.");
        }
        if (!storable(text)) {
            throw Refusal.invalid(field, field + " holds a character that cannot be stored.");
        }
        return text.strip();
    }

    /** False when absent. */
    boolean flag(String field) {
        if (has(field) && !json.get(field).isBoolean()) {
            throw Refusal.invalid(field, field + " is either true or false.");
        }
        return has(field) && json.get(field).booleanValue();
    }

    /** Null when absent. */
    BigDecimal number(String field) {
        if (has(field) && !json.get(field).isNumber()) {
            throw Refusal.invalid(field, field + " is a number.");
        }
        return has(field) ? json.get(field).decimalValue() : null;
    }

    static boolean storable(String text) {
        return !UNSTORABLE.matcher(text).find();
    }
}

package io.ccobridge.http;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.ValidationMessage;
import io.ccobridge.changeorder.Refusal.FieldError;
import java.util.List;
import java.util.stream.StreamSupport;

/** What breaks a schema, a sentence a field, in words for those who do not know JSON Schema. */
final class SchemaViolations {

    private SchemaViolations() {}

    /** The fields of a body that are wrong; empty when none is. */
    static List<FieldError> of(JsonSchema schema, JsonNode value) {
        return schema.validate(value).stream()
                // a choice speaks for its parts
                .filter(message -> !message.getEvaluationPath().toString().contains(".oneOf["))
                .map(message -> new FieldError(field(message), sentence(message)))
                .distinct()
                .toList();
    }

    /** The violations of one field as one text, for example {@code needs at most 20 characters}. */
    static String text(List<FieldError> errors) {
        return errors.stream().map(FieldError::message).collect(joining("; "));
    }

    private static String field(ValidationMessage message) {
        String place = message.getInstanceLocation().toString().replaceFirst("^\\$\\.?", "");
        if (message.getProperty() == null) {
            return place;
        }
        return place.isEmpty() ? message.getProperty() : place + "." + message.getProperty();
    }

    private static String sentence(ValidationMessage message) {
        Object limit = message.getArguments().length == 0 ? null : message.getArguments()[0];
        return switch (message.getType()) {
            case "required" -> "is needed";
            case "additionalProperties" -> "is not known";
            case "type" -> "must be " + type(message.getSchemaNode());
            case "enum" -> "must be one of " + words(message.getSchemaNode());
            case "minItems", "minProperties" -> "must not be empty";
            case "minLength" ->
                    message.getSchemaNode().intValue() == 1
                            ? "must not be empty"
                            : "must have at least " + limit + " characters";
            case "maxLength" -> "must have at most " + limit + " characters";
            case "maxItems" -> "must have at most " + limit + " entries";
            case "minimum" -> "must be at least " + limit;
            case "exclusiveMinimum" -> "must be more than " + limit;
            case "maximum" -> "must be at most " + limit;
            case "format" -> format(message.getSchemaNode().textValue());
            case "pattern" ->
                    "\\S".equals(message.getSchemaNode().textValue())
                            ? "must not be blank"
                            // the document's own words for it, x-message
                            : message.getError();
            case "oneOf" -> "needs exactly one of " + choices(message.getSchemaNode());
            default -> message.getMessage();
        };
    }

    private static String format(String format) {
        return switch (format) {
            case "date-time" -> "must be a time with its offset, such as 2026-12-24T17:00:00Z";
            case "email" -> "must be an e-mail address";
            default -> "must be a " + format;
        };
    }

    private static String type(JsonNode type) {
        return type.isArray()
                ? StreamSupport.stream(type.spliterator(), false)
                        .map(SchemaViolations::type)
                        .collect(joining(" or "))
                : switch (type.textValue()) {
                    case "integer" -> "a whole number";
                    case "boolean" -> "true or false";
                    case "array" -> "a list";
                    case "object" -> "an object";
                    case "string" -> "a text";
                    default -> "a " + type.textValue();
                };
    }

    private static String words(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(JsonNode::asText)
                .collect(joining(", "));
    }

    private static String choices(JsonNode alternatives) {
        return StreamSupport.stream(alternatives.spliterator(), false)
                .map(alternative -> words(alternative.get("required")))
                .collect(joining(", "));
    }
}

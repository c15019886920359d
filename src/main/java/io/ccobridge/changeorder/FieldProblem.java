package io.ccobridge.changeorder;

/**
 * A field of a Procore document that could not be read.
 *
 * @param field its name as Procore spells it, for example {@code title} or {@code lines[2].amount}
 * @param message what is wrong with it, without the field's name
 */
public record FieldProblem(String field, String message) {}

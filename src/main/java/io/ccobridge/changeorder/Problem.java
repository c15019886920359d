package io.ccobridge.changeorder;

/**
 * An unmet requirement, in words for an accountant or a project manager.
 *
 * @param requirement the requirement's name, for example {@code vendor-linked}
 * @param message what is wrong, naming the thing
 * @param fix what a person does about it
 */
public record Problem(String requirement, String message, String fix) {}

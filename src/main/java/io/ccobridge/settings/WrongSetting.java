package io.ccobridge.settings;

/**
 * A setting is unknown or malformed: the bridge does not start. The message is one line for a
 * person.
 */
public class WrongSetting extends RuntimeException {

    public WrongSetting(String message) {
        super(message);
    }
}

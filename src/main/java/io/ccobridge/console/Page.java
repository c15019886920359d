package io.ccobridge.console;

import io.ccobridge.http.PathTemplate;

/**
 * What the console answers at one path.
 *
 * @param door who gets in
 */
record Page(String method, PathTemplate path, Door door, Handler handler) {

    /** Who gets in. */
    enum Door {
        /** Anybody. */
        OPEN,
        /** Who is signed in. */
        SIGNED_IN
    }

    /** Makes the answer. */
    @FunctionalInterface
    interface Handler {

        /**
         * @throws io.ccobridge.http.Refused which is shown as a page that says why
         */
        Reply answer(Visit visit);
    }

    /** A page for who is signed in. */
    static Page get(String path, Handler handler) {
        return new Page("GET", new PathTemplate(path), Door.SIGNED_IN, handler);
    }

    /** What a form of such a page does. */
    static Page post(String path, Handler handler) {
        return new Page("POST", new PathTemplate(path), Door.SIGNED_IN, handler);
    }
}

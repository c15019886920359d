package io.ccobridge.procore;

/** Who wants to know what a client does on his behalf. */
interface Watcher {

    Watcher NOBODY =
            new Watcher() {
                @Override
                public void called() {}

                @Override
                public void alive() {}
            };

    /** An API call goes out; the token call does not count. */
    void called();

    /** Work goes on, also while it waits; told at least once a minute. */
    void alive();
}

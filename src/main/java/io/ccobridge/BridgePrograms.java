package io.ccobridge;

import io.ccobridge.cli.Programs;
import java.io.PrintWriter;

/** The programs behind {@code cco-bridge run}, {@code demo} and {@code doctor}. */
public final class BridgePrograms implements Programs {

    private final PrintWriter out;

    /**
     * @param out where the doctor's findings go
     */
    public BridgePrograms(PrintWriter out) {
        this.out = out;
    }

    @Override
    public int run() {
        return notThereYet();
    }

    @Override
    public int demo() {
        return notThereYet();
    }

    @Override
    public int doctor(boolean json) {
        return notThereYet();
    }

    private int notThereYet() {
        out.println("This program is not there yet.");
        return 1;
    }
}

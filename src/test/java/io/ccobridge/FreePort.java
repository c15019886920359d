package io.ccobridge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * A port for a server that starts later, or that stops and comes back. It is below those that
 * operating systems give away by themselves (from 32768 on Linux, 49152 elsewhere): one of those
 * can go to any other test in between, which then answers in place of the server.
 */
public final class FreePort {

    private static final int FIRST = 10_000;
    private static final int END = 32_000;

    /** Another part of the range for each process that tests: their numbers follow each other. */
    private static int next =
            FIRST + Math.floorMod(ProcessHandle.current().pid() * 499, END - FIRST);

    private FreePort() {}

    /** None that this process was given before. */
    public static synchronized int take() {
        while (true) {
            int port = next;
            next = next + 1 < END ? next + 1 : FIRST;
            try (ServerSocket socket =
                    new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (BindException e) {
                // somebody's; the next one
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}

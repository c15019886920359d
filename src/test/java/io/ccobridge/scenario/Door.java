package io.ccobridge.scenario;

import io.ccobridge.FreePort;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A port of its own in front of a server: shut, it refuses connections as a server that is down.
 */
final class Door implements AutoCloseable {

    private final InetSocketAddress target;
    private final Set<Closeable> open = ConcurrentHashMap.newKeySet();
    private final int port = FreePort.take();
    private ServerSocket listening;

    /**
     * @param url of the server behind it
     */
    Door(String url) {
        URI server = URI.create(url);
        target = new InetSocketAddress(server.getHost(), server.getPort());
        open();
    }

    String url() {
        return "http://127.0.0.1:" + port;
    }

    void shut() {
        closeQuietly(listening);
        open.forEach(Door::closeQuietly);
    }

    void open() {
        if (listening == null || listening.isClosed()) {
            listening = listen();
        }
    }

    @Override
    public void close() {
        shut();
    }

    private ServerSocket listen() {
        try {
            ServerSocket socket = new ServerSocket();
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 100);
            start(() -> accept(socket));
            return socket;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Socket client = socket.accept();
                Socket server = new Socket(target.getAddress(), target.getPort());
                open.add(client);
                open.add(server);
                start(() -> pump(client, server));
                start(() -> pump(server, client));
            } catch (IOException e) {
                // shut, or a client that has gone again
            }
        }
    }

    private void pump(Socket from, Socket to) {
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            in.transferTo(out);
        } catch (IOException e) {
            // one of the two has gone
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "door");
        thread.setDaemon(true);
        thread.start();
    }

    private static void closeQuietly(Closeable closeable) {
        try {
            closeable.close();
        } catch (IOException e) {
            // it is closed
        }
    }
}

package io.ccobridge.console;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.ccobridge.http.Refused;
import java.io.EOFException;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Iterator;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A file for somebody to download, made piece by piece. It is in the directory for temporary files,
 * but has no name there: nobody else can open it, and the system takes it away with the process,
 * however that ends.
 */
final class Download {

    private static final Logger LOG = LoggerFactory.getLogger(Download.class);

    /** Where temporary files are. */
    static final File DIRECTORY = new File(System.getProperty("java.io.tmpdir"));

    private static final int READ_AT_ONCE = 64 * 1024;

    /**
     * How much a file may take.
     *
     * @param largest bytes of one
     * @param leftFree bytes of the disk that are left for everything else: the bridge's own
     *     database may be on it
     */
    record Limits(long largest, long leftFree) {}

    /**
     * Where the rows come from; both are asked for once, in this order.
     *
     * @param total the fields {@code total} and {@code total_capped} where they are known
     * @param pieces texts or bytes; closed at the end if they can be
     */
    record Source(Supplier<ObjectNode> total, Supplier<Iterator<?>> pieces) {}

    private final String id;
    private final Wanted wanted;
    private final Limits limits;
    private volatile FileChannel file;
    private volatile Tasks.Task task;

    Download(String id, Wanted wanted, Limits limits) {
        this.id = id;
        this.wanted = wanted;
        this.limits = limits;
    }

    void start(Tasks tasks, Source source) {
        task = tasks.start("download " + id, own -> make(own, source));
    }

    String id() {
        return id;
    }

    Wanted wanted() {
        return wanted;
    }

    /** Its progress: {@code rows} and {@code bytes} so far, besides the total. */
    Tasks.Task task() {
        return task;
    }

    /** Null while it is made. */
    Instant endedAt() {
        return task.endedAt();
    }

    /** Whether there is a whole file. */
    boolean ready() {
        return task.isOver() && task.failure() == null && holdsFile();
    }

    /** Whether it takes room on the disk. */
    boolean holdsFile() {
        return file != null && file.isOpen();
    }

    private ObjectNode make(Tasks.Task own, Source source) {
        boolean whole = false;
        Iterator<?> pieces = null;
        try {
            ObjectNode soFar = source.total().get();
            own.tell(soFar);
            pieces = source.pieces().get();
            file = open();
            CsvRows rows = new CsvRows();
            while (pieces.hasNext()) {
                Object piece = pieces.next();
                // a stop while it was read ends it here, before the file is gone
                own.tell(soFar);
                if (piece instanceof String text) {
                    rows.add(text);
                }
                write(
                        piece instanceof byte[] bytes
                                ? bytes
                                : ((String) piece).getBytes(StandardCharsets.UTF_8));
                soFar = soFar.deepCopy().put("rows", rows.count()).put("bytes", file.size());
                own.tell(soFar);
            }
            whole = true;
            return soFar;
        } catch (IOException e) {
            LOG.error("The download {} cannot be written", id, e);
            throw Refused.because(
                    507, "The bridge cannot write the file: its disk is full, or does not work.");
        } finally {
            if (!whole) {
                close();
            }
            release(pieces);
        }
    }

    private static FileChannel open() throws IOException {
        // for the owner of the process alone
        Path path = Files.createTempFile("cco-bridge-download-", ".tmp");
        return FileChannel.open(
                path,
                StandardOpenOption.READ,
                StandardOpenOption.WRITE,
                StandardOpenOption.DELETE_ON_CLOSE);
    }

    private void write(byte[] bytes) throws IOException {
        if (file.size() + bytes.length > limits.largest()) {
            throw Refused.because(
                    413,
                    "The file would be larger than "
                            + Wording.size(limits.largest())
                            + ". Choose less with the filters, or use the command line, which has"
                            + " no limit.");
        }
        if (DIRECTORY.getUsableSpace() - bytes.length < limits.leftFree()) {
            throw Refused.because(
                    507,
                    "The bridge's disk is nearly full, and the rest of it is left for the change"
                            + " orders. Tell whoever runs the bridge that its directory for"
                            + " temporary files needs room.");
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        while (buffer.hasRemaining()) {
            file.write(buffer);
        }
    }

    /** Bytes, of what is ready. */
    long size() {
        return task.result().path("bytes").asLong();
    }

    /**
     * @throws IOException also when it is taken away meanwhile
     */
    void writeTo(OutputStream out) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(READ_AT_ONCE);
        long at = 0;
        while (at < size()) {
            int read = file.read(buffer.clear(), at);
            if (read < 0) {
                throw new EOFException("the file has become shorter");
            }
            out.write(buffer.array(), 0, read);
            at += read;
        }
    }

    /** Takes the file away. */
    void close() {
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            LOG.warn("The download {} is not taken away", id, e);
        }
    }

    private void release(Iterator<?> pieces) {
        if (pieces instanceof AutoCloseable held) {
            try {
                held.close();
            } catch (Exception e) {
                LOG.warn("What the download {} was made of is not released", id, e);
            }
        }
    }
}

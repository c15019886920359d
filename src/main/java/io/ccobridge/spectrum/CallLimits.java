package io.ccobridge.spectrum;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/**
 * Keeps an answer from filling the memory or from dripping in without end: a body that is larger or
 * takes longer ends the call with an {@link IOException}, so the outcome is unknown. Compressed
 * answers are not asked for, since a small one may unpack to a large one. A call is one request: no
 * retry, no redirect, no cookie from another call.
 */
public final class CallLimits implements HttpClientConfigurer {

    private final long maxBytes;
    private final Duration timeout;

    /**
     * @param maxBytes of one answer's body
     * @param timeout for the connection, then for the head of the answer, then for its whole body
     */
    public CallLimits(long maxBytes, Duration timeout) {
        this.maxBytes = maxBytes;
        this.timeout = timeout;
    }

    /** The time-out as camel-http wants it, which does not read {@code 30s}. */
    public long timeoutMillis() {
        return timeout.toMillis();
    }

    @Override
    public void configureHttpClient(HttpClientBuilder builder) {
        builder.disableContentCompression();
        // a repeat is the exporter's decision; the endpoint option for it does nothing in Camel
        // 4.22.0 (facts/camel.md 2.6)
        builder.disableAutomaticRetries();
        builder.disableRedirectHandling();
        builder.disableCookieManagement();
        builder.addResponseInterceptorLast(
                (response, entity, context) -> {
                    if (response instanceof ClassicHttpResponse classic
                            && classic.getEntity() != null) {
                        classic.setEntity(new Limited(classic.getEntity()));
                    }
                });
    }

    private final class Limited extends HttpEntityWrapper {

        Limited(HttpEntity entity) {
            super(entity);
        }

        @Override
        public InputStream getContent() throws IOException {
            return new LimitedStream(super.getContent());
        }
    }

    private final class LimitedStream extends FilterInputStream {

        private final long deadline = System.nanoTime() + timeout.toNanos();
        private long count;

        LimitedStream(InputStream stream) {
            super(stream);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            check(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            check(Math.max(read, 0));
            return read;
        }

        private void check(int more) throws IOException {
            count += more;
            if (count > maxBytes) {
                throw new IOException("the answer is larger than " + maxBytes + " bytes");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new SocketTimeoutException("the answer did not end within " + timeout);
            }
        }
    }
}

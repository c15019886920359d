package io.ccobridge;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.util.List;
import org.slf4j.LoggerFactory;

/** What a class or a route logs, as the person on call reads it, until this is closed. */
public final class LoggedLines implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> appender = new ListAppender<>();

    private LoggedLines(Logger logger) {
        this.logger = logger;
        appender.start();
        logger.addAppender(appender);
    }

    public static LoggedLines of(Class<?> logger) {
        return of(logger.getName());
    }

    public static LoggedLines of(String logger) {
        return new LoggedLines((Logger) LoggerFactory.getLogger(logger));
    }

    /** For example {@code WARN Spectrum refuses us}. */
    public List<String> lines() {
        synchronized (appender) {
            return appender.list.stream()
                    .map(event -> event.getLevel() + " " + event.getFormattedMessage())
                    .toList();
        }
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
    }
}

package io.ccobridge.reconciliation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;

/** Counts what is asked of a database. */
final class Counted {

    private Counted() {}

    static DataSource statements(DataSource dataSource, AtomicInteger count) {
        return watched(DataSource.class, dataSource, count);
    }

    private static <T> T watched(Class<T> type, T target, AtomicInteger count) {
        return type.cast(
                Proxy.newProxyInstance(
                        Counted.class.getClassLoader(),
                        new Class<?>[] {type},
                        (proxy, method, arguments) -> {
                            if (method.getName().equals("prepareStatement")) {
                                count.incrementAndGet();
                            }
                            try {
                                Object result = method.invoke(target, arguments);
                                return result instanceof Connection connection
                                        ? watched(Connection.class, connection, count)
                                        : result;
                            } catch (InvocationTargetException e) {
                                throw e.getCause();
                            }
                        }));
    }
}

package io.ccobridge.procore;

/**
 * Where a document is shown that the bridge itself failed at, so that nobody has to read logs to
 * know of it.
 */
@FunctionalInterface
public interface BrokenDocuments {

    /**
     * @param key what tells it from others of its project
     * @param procoreId null when it cannot be read
     * @param message what went wrong
     * @param document what Procore sent, as JSON in ASCII
     */
    void keep(long projectId, String key, Long procoreId, String message, String document);
}

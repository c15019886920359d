package io.ccobridge.access;

import io.ccobridge.changeorder.Refusal;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The views of lists that people have given a name, each person their own. A view is the address of
 * a page with its filters and its order, so that it can be sent to somebody as well.
 */
public final class SavedViews {

    /** As many as a person can still find something in. */
    static final int MOST = 50;

    private static final int LONGEST_NAME = 60;
    private static final int LONGEST_PATH = 2000;

    /**
     * @param path of the page, with its query
     */
    public record View(String name, String path) {}

    private final JdbcClient database;

    public SavedViews(DataSource dataSource) {
        this.database = JdbcClient.create(dataSource);
    }

    /**
     * The views of a page, by name.
     *
     * @param page its path, without a query
     */
    public List<View> of(String user, String page) {
        return database
                .sql("SELECT name, path FROM saved_view WHERE user_name = ? ORDER BY name")
                .param(user)
                .query((row, number) -> new View(row.getString(1), row.getString(2)))
                .list()
                .stream()
                .filter(view -> view.path().equals(page) || view.path().startsWith(page + "?"))
                .toList();
    }

    /**
     * Keeps a view; one of the same name is replaced.
     *
     * @throws Refusal 422 for a name or path that is empty or too long; 409 when there are {@value
     *     #MOST} already
     */
    public void keep(String user, String name, String path) {
        if (name.isBlank() || name.length() > LONGEST_NAME) {
            throw Refusal.invalid(
                    "name", "A view needs a name of at most " + LONGEST_NAME + " characters.");
        }
        if (path.length() > LONGEST_PATH) {
            throw Refusal.invalid("path", "The filter is too long to be kept.");
        }
        if (replace(user, name, path)) {
            return;
        }
        int there =
                database.sql("SELECT COUNT(*) FROM saved_view WHERE user_name = ?")
                        .param(user)
                        .query(Integer.class)
                        .single();
        if (there >= MOST) {
            throw Refusal.conflict("You have " + MOST + " views already; delete one first.");
        }
        try {
            database.sql("INSERT INTO saved_view (user_name, name, path) VALUES (?, ?, ?)")
                    .params(user, name, path)
                    .update();
        } catch (DuplicateKeyException e) {
            // the same person in another window was quicker
            replace(user, name, path);
        }
    }

    private boolean replace(String user, String name, String path) {
        return database.sql("UPDATE saved_view SET path = ? WHERE user_name = ? AND name = ?")
                        .params(path, user, name)
                        .update()
                > 0;
    }

    /** One that is not there is gone already. */
    public void delete(String user, String name) {
        database.sql("DELETE FROM saved_view WHERE user_name = ? AND name = ?")
                .params(user, name)
                .update();
    }
}

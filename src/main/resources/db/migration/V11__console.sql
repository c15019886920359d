-- Sign-in to the web console.

ALTER TABLE user_account ADD COLUMN signs_in_with VARCHAR(10) DEFAULT 'password' NOT NULL; -- password, or oidc

CREATE TABLE console_session (
    hash         VARCHAR(64) PRIMARY KEY,            -- SHA-256 of 256 random bits: what the table holds opens nothing
    user_name    VARCHAR(100) NOT NULL,
    csrf         VARCHAR(64) NOT NULL,               -- what every form of the session carries
    address      VARCHAR(100) NOT NULL,
    browser      VARCHAR(300),
    created_at   TIMESTAMP WITH TIME ZONE NOT NULL,
    last_seen_at TIMESTAMP WITH TIME ZONE NOT NULL
);
CREATE INDEX console_session_user ON console_session (user_name);

CREATE TABLE saved_view (
    user_name VARCHAR(100) NOT NULL,
    name      VARCHAR(100) NOT NULL,
    path      VARCHAR(2000) NOT NULL,                -- of the page with its filters, as in the address bar
    PRIMARY KEY (user_name, name)
);

-- for the plot of the last days
CREATE INDEX change_order_created ON change_order (created_at);
CREATE INDEX audit_entry_at ON audit_entry (at, to_state);

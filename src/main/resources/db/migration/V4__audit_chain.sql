-- The audit trail becomes a chain: each entry has its position without gaps (the id), the hash of the entry before it
-- and its own (io.ccobridge.audit.Entry says of what). It also tells of what belongs to no change order.

ALTER TABLE audit_entry ALTER COLUMN change_order_id DROP NOT NULL;
ALTER TABLE audit_entry ALTER COLUMN from_state DROP NOT NULL;
ALTER TABLE audit_entry ALTER COLUMN to_state DROP NOT NULL;
ALTER TABLE audit_entry ADD COLUMN subject VARCHAR(300);             -- of what belongs to no change order, such as: user anna
ALTER TABLE audit_entry ADD COLUMN amount NUMERIC(30, 10);           -- what the change order came to; null: nobody has kept it
ALTER TABLE audit_entry ADD COLUMN previous_hash VARCHAR(64) DEFAULT '' NOT NULL; -- '' for a moment: a trigger sets it
ALTER TABLE audit_entry ADD COLUMN hash VARCHAR(64) DEFAULT '' NOT NULL;

-- a text that is empty is none
UPDATE audit_entry SET reason = NULL WHERE reason = '';
UPDATE audit_entry SET detail = NULL WHERE detail = '';
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_about CHECK (change_order_id IS NOT NULL OR subject IS NOT NULL);
ALTER TABLE audit_entry ADD CONSTRAINT audit_entry_texts CHECK (reason <> '' AND detail <> '' AND subject <> '');

-- the last entry; who appends holds this row
CREATE TABLE audit_head (
    id       INTEGER PRIMARY KEY,
    position BIGINT NOT NULL,                        -- 0: there is none yet
    hash     VARCHAR(64) NOT NULL
);
INSERT INTO audit_head (id, position, hash)
    VALUES (1, 0, '0000000000000000000000000000000000000000000000000000000000000000');

-- a table that another one refers to is neither truncated nor dropped without more ado
CREATE TABLE audit_stays (
    entry BIGINT REFERENCES audit_entry (id),
    head  INTEGER REFERENCES audit_head (id)
);

-- What lies between a decision and its export: the system's own yes, a second person's, and the time to think again.

ALTER TABLE change_order ADD COLUMN direct_export BOOLEAN DEFAULT FALSE NOT NULL; -- parked for the system to accept

ALTER TABLE export ADD COLUMN first_accepted_by VARCHAR(220);          -- null: it took one person only
ALTER TABLE export ADD COLUMN first_accepted_at TIMESTAMP WITH TIME ZONE;
ALTER TABLE export ADD COLUMN undone_at TIMESTAMP WITH TIME ZONE;      -- taken back before anything was sent; null: it stands

ALTER TABLE export_work ADD COLUMN held_until TIMESTAMP WITH TIME ZONE; -- nobody claims it before; null: it is not held

-- the yes of the first of two; it holds for this version and this payload, and for nothing else
CREATE TABLE first_approval (
    change_order_id       BIGINT PRIMARY KEY,
    version               INTEGER NOT NULL,            -- of the change order, after this approval
    payload_hash          VARCHAR(64) NOT NULL,        -- of header and lines that an export would have
    approver              VARCHAR(220) NOT NULL,
    approved_at           TIMESTAMP WITH TIME ZONE NOT NULL,
    change_request_number VARCHAR(8),                  -- as typed; null: the proposed one
    description           VARCHAR(2000),               -- as typed; null: the title
    accounting_date       DATE                         -- as typed; null: the date created
);

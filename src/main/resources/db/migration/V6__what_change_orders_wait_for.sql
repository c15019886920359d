-- What change orders wait for, what the lock compares beside the documents, and from which of Procore's lists they come.

-- one row a thing that a change order in NEEDS_ATTENTION waits for; gone when it has arrived
CREATE TABLE awaited (
    change_order_id BIGINT NOT NULL,
    kind            VARCHAR(20) NOT NULL,            -- job, vendor, commitment, phase, change-order
    procore_id      VARCHAR(200) NOT NULL,           -- of what waits in Procore; of phases the flat code
    project_id      BIGINT NOT NULL,
    lack            VARCHAR(20) NOT NULL,            -- NOT_SHOWN, NOT_LINKED, NOT_THERE, CLOSED, IN_THE_WAY
    code            VARCHAR(200),                    -- where it leads to in Spectrum; null: nowhere yet
    name            VARCHAR(300) NOT NULL,
    message         TEXT NOT NULL,
    since           TIMESTAMP WITH TIME ZONE NOT NULL,
    PRIMARY KEY (change_order_id, kind, procore_id)
);
CREATE INDEX awaited_thing ON awaited (kind, procore_id, change_order_id);

-- the contract company and the commitment stand in no document of a change order
ALTER TABLE change_order ADD COLUMN present_company_id BIGINT;
ALTER TABLE change_order ADD COLUMN present_company VARCHAR(300);
ALTER TABLE change_order ADD COLUMN present_commitment VARCHAR(200);
ALTER TABLE change_order ADD COLUMN sent_company VARCHAR(300);
ALTER TABLE change_order ADD COLUMN sent_commitment VARCHAR(200);
ALTER TABLE change_order ADD COLUMN leads_to TEXT;   -- JSON: the Spectrum codes it led to when it was parked
-- Procore's change order package of it, in whichever list it was found: the same money comes once
ALTER TABLE change_order ADD COLUMN package_id BIGINT;
CREATE INDEX change_order_package ON change_order (project_id, package_id);

ALTER TABLE procore_commitment ADD COLUMN accounting_method VARCHAR(20);
-- the list that change orders were read from last, and that the watermark is of: CHANGE_ORDERS or PACKAGES
ALTER TABLE procore_project ADD COLUMN change_order_family VARCHAR(20);

-- a whole reading looks for what earlier polls have missed, and for what was deleted
ALTER TABLE poll_run ADD COLUMN whole BOOLEAN DEFAULT FALSE NOT NULL;

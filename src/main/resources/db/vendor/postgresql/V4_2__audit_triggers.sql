-- A new entry gets its place in the chain, whoever adds it; what is in the chain stays in it as it is.

CREATE FUNCTION audit_field(value TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN value IS NULL THEN '-;' ELSE octet_length(convert_to(value, 'UTF8')) || ':' || value || ';' END
$$;

-- the text and the hash are those of io.ccobridge.audit.Entry
CREATE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last audit_head%ROWTYPE;
    cents INTEGER;
BEGIN
    SELECT * INTO STRICT last FROM audit_head WHERE id = 1 FOR UPDATE;
    NEW.id := last.position + 1;
    NEW.previous_hash := last.hash;
    NEW.amount := (SELECT total FROM change_order WHERE change_order.id = NEW.change_order_id);
    cents := greatest(2, scale(trim_scale(NEW.amount)));
    NEW.hash := encode(sha256(convert_to('cco-audit-1;'
        || audit_field(NEW.id::TEXT)
        || audit_field(NEW.previous_hash)
        || audit_field(to_char(NEW.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
        || audit_field(NEW.change_order_id::TEXT)
        || audit_field(NEW.subject)
        || audit_field(NEW.actor)
        || audit_field(NEW.from_state)
        || audit_field(NEW.to_state)
        || audit_field(round(NEW.amount, cents)::TEXT)
        || audit_field(NEW.reason)
        || audit_field(NEW.detail), 'UTF8')), 'hex');
    UPDATE audit_head SET position = NEW.id, hash = NEW.hash WHERE id = 1;
    RETURN NEW;
END
$$;

CREATE FUNCTION refuse_change_of_audit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only: % is refused', TG_TABLE_NAME, TG_OP;
END
$$;

CREATE TRIGGER audit_entry_chain BEFORE INSERT ON audit_entry
    FOR EACH ROW EXECUTE FUNCTION chain_audit_entry();
CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();
CREATE TRIGGER audit_head_stays BEFORE DELETE OR TRUNCATE ON audit_head
    FOR EACH STATEMENT EXECUTE FUNCTION refuse_change_of_audit();

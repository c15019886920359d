-- The amount of an archived change order is kept as well, and the head of the chain goes forward one by one only.

CREATE OR REPLACE FUNCTION chain_audit_entry() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    last audit_head%ROWTYPE;
    cents INTEGER;
BEGIN
    SELECT * INTO STRICT last FROM audit_head WHERE id = 1 FOR UPDATE;
    NEW.id := last.position + 1;
    NEW.previous_hash := last.hash;
    NEW.amount := coalesce(
        (SELECT total FROM change_order WHERE change_order.id = NEW.change_order_id),
        (SELECT total FROM change_order_archive WHERE change_order_archive.id = NEW.change_order_id));
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

CREATE FUNCTION refuse_head_going_back() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.id <> OLD.id OR NEW.position <> OLD.position + 1 THEN
        RAISE EXCEPTION 'audit_head goes forward one by one: UPDATE is refused';
    END IF;
    RETURN NEW;
END
$$;

CREATE TRIGGER audit_head_goes_forward BEFORE UPDATE ON audit_head
    FOR EACH ROW EXECUTE FUNCTION refuse_head_going_back();

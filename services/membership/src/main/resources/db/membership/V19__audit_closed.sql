-- Whether the group is closed from this entry on; null where the entry is about a membership.
ALTER TABLE audit_entry ADD COLUMN closed boolean;

-- The entries as they are told: a change that closes or opens the group is that. What it was before is in the entry of the version
-- before, whichever of them was written here first.
CREATE VIEW told_audit_entry AS
    SELECT e.id, e.version, e.group_id, e.at, e.actor_id, e.member_id, e.role, e.banned_until,
           CASE WHEN e.kind = 'CHANGED' AND e.closed AND NOT before.closed THEN 'CLOSED'
                WHEN e.kind = 'CHANGED' AND NOT e.closed AND before.closed THEN 'REOPENED'
                ELSE e.kind END AS kind
    FROM audit_entry e
    LEFT JOIN audit_entry before ON e.kind = 'CHANGED' AND (before.id, before.version) = (e.id, e.version - 1);

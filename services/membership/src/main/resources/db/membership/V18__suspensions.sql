-- Whom an operator keeps out of the node: since when, who decided it, and why. Null for whoever is let in.
ALTER TABLE account ADD COLUMN suspended_at timestamptz, ADD COLUMN suspended_by text, ADD COLUMN suspension_reason text;
CREATE INDEX account_suspended ON account (suspended_at, id) WHERE suspended_at IS NOT NULL;

-- A request to join as the group's home has it, in each country that has a moderator of the group: at the home one row for each of
-- them, elsewhere one. The applicant's country has the request itself, and believes no brief about its own members.
CREATE TABLE request_brief (
    id           text        NOT NULL,
    country      text        NOT NULL,
    version      int         NOT NULL,
    group_id     text        NOT NULL,
    request_id   text        NOT NULL,
    member_id    text        NOT NULL,
    requested_at timestamptz NOT NULL,
    state        text        NOT NULL,
    closed_at    timestamptz,
    note         text,
    answers      text[]      NOT NULL,
    reason       text,
    PRIMARY KEY (id, country)
);
CREATE INDEX request_brief_request ON request_brief (request_id);
CREATE INDEX request_brief_group ON request_brief (group_id, requested_at, request_id);
CREATE INDEX request_brief_member ON request_brief (member_id, group_id);
CREATE INDEX request_brief_pending ON request_brief (group_id) WHERE state = 'PENDING';
CREATE INDEX join_request_group ON join_request (group_id, requested_at DESC);
CREATE INDEX membership_moderating ON membership (group_id) WHERE active AND role IN ('OWNER', 'MODERATOR');

ALTER TABLE membership_change ADD COLUMN join_request_id text;
CREATE INDEX membership_change_join_request ON membership_change (join_request_id) WHERE join_request_id IS NOT NULL;

-- The home's decision beats a withdrawal that came too late.
DROP VIEW request_state;
CREATE VIEW request_state AS
SELECT r.id, r.group_id, r.request_id, r.member_id, r.requested_at,
       CASE WHEN r.granted_at IS NOT NULL THEN 'granted'
            WHEN r.refused_at IS NOT NULL THEN 'refused'
            WHEN r.withdrawn_at IS NOT NULL THEN 'withdrawn'
            ELSE 'pending' END AS state,
       coalesce(r.granted_at, r.refused_at, r.withdrawn_at) AS closed_at,
       a.note, a.answers, a.email_domain, w.reason
FROM join_request r
LEFT JOIN join_answers a ON a.id = r.request_id
LEFT JOIN refusal_reason w ON w.id = r.id
WHERE r.requested_at IS NOT NULL
UNION ALL
SELECT b.id, b.group_id, b.request_id, b.member_id, b.requested_at,
       CASE WHEN r.granted_at IS NOT NULL THEN 'granted' ELSE lower(b.state) END,
       coalesce(r.granted_at, b.closed_at), b.note, b.answers, NULL, b.reason
FROM request_brief b
LEFT JOIN join_request r ON r.id = b.id
WHERE r.requested_at IS NULL AND b.state IN ('PENDING', 'GRANTED', 'REFUSED', 'WITHDRAWN')
  AND split_part(b.member_id, '-', 1) <> b.country;

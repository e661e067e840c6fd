-- title: Requests to join, and their age
-- text: From the request to the decision. What is open is as old as it was when the newest fact of the export happened.
-- chart: bar pair_and_outcome, requests
WITH request AS (
    SELECT id, country, any_value(groupId) AS groupId, min(occurredAt) AS asked,
           min(occurredAt) FILTER (type = 'JoinWithdrawn') AS withdrawn
    FROM fact WHERE type IN ('JoinRequested', 'JoinWithdrawn') GROUP BY id, country),
decision AS (
    SELECT requestId, type, country, occurredAt AS happened FROM fact
    WHERE type IN ('MembershipGranted', 'JoinRefused') AND requestId IS NOT NULL),
outcome AS (
    SELECT r.country AS asking, d.country AS deciding,
           CASE WHEN d.type = 'MembershipGranted' THEN 'granted' WHEN d.type = 'JoinRefused' THEN 'refused'
                WHEN r.withdrawn IS NOT NULL THEN 'withdrawn' ELSE 'open' END AS outcome,
           date_diff('second', r.asked, coalesce(d.happened, r.withdrawn, (SELECT happened FROM export_end))) / 3600 AS hours
    FROM request r LEFT JOIN decision d ON d.requestId = r.id)
SELECT asking || ' → ' || coalesce(deciding, '?') || ' ' || outcome AS pair_and_outcome,
       count(*) AS requests, round(median(hours), 2) AS median_hours, round(max(hours), 2) AS oldest_hours
FROM outcome GROUP BY ALL ORDER BY 1

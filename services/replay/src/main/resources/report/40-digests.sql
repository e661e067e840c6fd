-- title: Reach of the digests
-- text: Digests that were sent. They never leave their country: only the node that was exported has its own.
-- chart: bar local_date, members_reached
WITH registered AS (
    SELECT country, count(DISTINCT id) AS members FROM fact WHERE type = 'MemberRegistered' GROUP BY country),
digest AS (
    SELECT country, localDate AS local_date, count(DISTINCT actorId) AS members_reached, sum(items) AS items,
           sum(late) AS late_items
    FROM fact WHERE type = 'DigestSent' GROUP BY country, localDate)
SELECT d.country, d.local_date, d.members_reached,
       round(100.0 * d.members_reached / nullif(r.members, 0), 1) AS of_registered_percent, d.items, d.late_items
FROM digest d LEFT JOIN registered r ON r.country = d.country
ORDER BY d.country, d.local_date

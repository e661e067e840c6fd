-- title: Reach of the digests
-- text: Digests handed over for delivery. They never leave their country: only the node that was exported has its own.
-- chart: bar local_date, members_reached
SELECT country, localDate AS local_date, count(DISTINCT actorId) AS members_reached,
       round(100.0 * count(DISTINCT actorId) / nullif((SELECT count(DISTINCT m.id) FROM fact m
           WHERE m.type = 'MemberRegistered' AND m.country = d.country), 0), 1) AS of_registered_percent,
       sum(items) AS items, sum(late) AS late_items
FROM fact d WHERE type = 'DigestHandedOver'
GROUP BY ALL ORDER BY country, local_date

-- title: Posts and replies by local hour
-- text: The hour of the author's country (00-setup.sql names the time zones).
-- chart: bar hour, posts_and_replies
SELECT printf('%s %02d:00', z.country, hour(w.happened AT TIME ZONE z.zone)) AS hour,
       count(*) AS posts_and_replies, count(DISTINCT author) AS members
FROM (SELECT country, author, happened FROM post UNION ALL SELECT country, author, happened FROM reply) w
JOIN zone z ON z.country = w.country
GROUP BY ALL ORDER BY 1

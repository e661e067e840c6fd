-- title: How long a post waits for its first reply
-- text: By the country of the post. A foreign reply is one by a member of another country; the aim is half an hour.
-- chart: bar post_country, within_half_an_hour_percent
WITH first AS (
    SELECT p.id, p.country, p.happened,
           min(r.happened) FILTER (r.author <> p.author) AS any_reply,
           min(r.happened) FILTER (r.country <> p.country) AS foreign_reply
    FROM post p LEFT JOIN reply r ON r.postId = p.id AND r.happened >= p.happened
    GROUP BY ALL)
SELECT country AS post_country,
       count(*) AS posts,
       count(any_reply) AS answered,
       round(median(date_diff('second', happened, any_reply)) / 60, 1) AS median_minutes,
       round(100.0 * count(*) FILTER (any_reply <= happened + INTERVAL 30 MINUTE) / count(*), 1) AS within_half_an_hour_percent,
       count(foreign_reply) AS answered_from_abroad,
       round(median(date_diff('second', happened, foreign_reply)) / 60, 1) AS median_minutes_from_abroad,
       round(100.0 * count(*) FILTER (foreign_reply <= happened + INTERVAL 30 MINUTE) / count(*), 1)
           AS from_abroad_within_half_an_hour_percent
FROM first GROUP BY country ORDER BY country

-- title: First replies by pair of countries
-- text: Of all posts of a country, those to which a country replied, and how soon its first reply came.
-- chart: bar pair, within_half_an_hour_percent
WITH first AS (
    SELECT p.id, p.country AS post_country, r.country AS reply_country, p.happened, min(r.happened) AS reply
    FROM post p JOIN reply r ON r.postId = p.id AND r.happened >= p.happened AND r.author <> p.author
    GROUP BY ALL)
SELECT post_country || ' ← ' || reply_country AS pair,
       count(*) AS posts_answered,
       (SELECT count(*) FROM post p WHERE p.country = post_country) AS posts,
       round(median(date_diff('second', happened, reply)) / 60, 1) AS median_minutes,
       round(100.0 * count(*) FILTER (reply <= happened + INTERVAL 30 MINUTE) / count(*), 1) AS within_half_an_hour_percent
FROM first GROUP BY post_country, reply_country ORDER BY post_country, reply_country

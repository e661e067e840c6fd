-- title: Who connects with whom
-- text: Replies from members of one country to posts of another, and the people they connect.
-- chart: bar pair, replies
SELECT r.country || ' → ' || p.country AS pair, count(*) AS replies,
       count(DISTINCT (r.author, p.author)) AS pairs_of_people, count(DISTINCT r.author) AS writers
FROM reply r JOIN post p ON p.id = r.postId
GROUP BY ALL ORDER BY 1

-- How many of a digest's items came late; written when it is composed.
ALTER TABLE digest ADD COLUMN late int;

-- What was composed and is to be announced once it is sent is told by the mails' own queue from now on.
UPDATE digest d SET late = (
  SELECT count(*) FROM unnest(d.items) AS i(item) JOIN arrival a ON a.item_id = split_part(i.item, ':', 2)
  WHERE split_part(a.item_id, '-', 1) <> split_part(d.member_id, '-', 1) AND a.written_at < d.covers_since)
FROM digest_to_announce u WHERE u.digest_id = d.id;
INSERT INTO mailing_sent (subject_id, sent_at)
SELECT u.digest_id, m.sent_at FROM digest_to_announce u JOIN mailing m ON m.id = 'digest.' || u.digest_id
WHERE m.sent_at IS NOT NULL;
DROP TABLE digest_to_announce;

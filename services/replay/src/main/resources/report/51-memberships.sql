-- title: Members of groups, by the country of the group
-- text: Memberships that stand; groups of fewer than five members count together, as other.
-- chart: bar pair, members
WITH newest AS (
    SELECT id, arg_max(type, version) AS type, any_value(country) AS group_country, any_value(memberId) AS member
    FROM fact WHERE type IN ('MembershipGranted', 'MembershipEnded') GROUP BY id)
SELECT home_of(member) || ' in ' || group_country AS pair, count(*) AS members
FROM newest WHERE type = 'MembershipGranted' GROUP BY ALL ORDER BY 1

package org.meridian.posts.members;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.meridian.eventlog.event.Column;
import org.meridian.eventlog.event.Entry;
import org.meridian.eventlog.event.Write;
import org.meridian.events.membership.Profile;

/** What members are called, for those who read what they wrote. */
public final class AuthorTable {

    private final String upsert;

    public AuthorTable(String schema) {
        this.upsert = """
                INSERT INTO %s.author AS a SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (id) DO UPDATE SET version = excluded.version, name = excluded.name
                  WHERE excluded.version > a.version""".formatted(schema);
    }

    public List<Write> on(List<Entry> entries) {
        Map<String, Profile> newest = new LinkedHashMap<>();
        for (Entry entry : entries) {
            if (entry.body() instanceof Profile profile) {
                newest.merge(profile.getId(), profile, (a, b) -> b.getVersion() > a.getVersion() ? b : a);
            }
        }
        List<Profile> profiles = List.copyOf(newest.values());
        return profiles.isEmpty()
                ? List.of()
                : List.of(Write.of(upsert, Column.text(profiles, Profile::getId),
                        Column.ints(profiles, Profile::getVersion), Column.text(profiles, Profile::getDisplayName)));
    }
}

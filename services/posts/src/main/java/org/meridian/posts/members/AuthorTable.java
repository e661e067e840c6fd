package org.meridian.posts.members;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
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

    public List<BulkStatement> on(List<Entry> entries) {
        List<Profile> profiles = Batch.newest(entries, Profile.class);
        return profiles.isEmpty()
                ? List.of()
                : List.of(BulkStatement.of(upsert, ArrayParameter.text(profiles, Profile::getId),
                        ArrayParameter.ints(profiles, Profile::getVersion),
                        ArrayParameter.text(profiles, Profile::getDisplayName)));
    }
}

package org.meridian.notifications.knowledge;

import java.util.List;
import org.meridian.eventlog.event.ArrayParameter;
import org.meridian.eventlog.event.Batch;
import org.meridian.eventlog.event.BulkStatement;
import org.meridian.eventlog.event.Entry;
import org.meridian.events.membership.Profile;

/** How members of all countries call themselves. */
public final class ProfileTable {

    private final String upsert;

    public ProfileTable(String schema) {
        this.upsert = """
                INSERT INTO %s.profile AS p SELECT * FROM unnest(?, ?, ?)
                ON CONFLICT (member_id) DO UPDATE
                  SET version = excluded.version, display_name = excluded.display_name
                  WHERE excluded.version > p.version""".formatted(schema);
    }

    public List<BulkStatement> on(List<Entry> entries) {
        List<Profile> profiles = Batch.newest(entries, Profile.class);
        return List.of(BulkStatement.of(upsert, ArrayParameter.text(profiles, Profile::getId),
                ArrayParameter.ints(profiles, Profile::getVersion),
                ArrayParameter.text(profiles, Profile::getDisplayName)));
    }
}

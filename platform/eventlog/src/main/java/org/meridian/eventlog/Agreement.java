package org.meridian.eventlog;

import java.util.List;

/** What one service's rows say about the groups that all countries share, for comparing two nodes. */
public interface Agreement {

    /**
     * What one home has written in one group, as this node has applied it.
     *
     * @param facts       how many
     * @param fingerprint SHA-256, in hexadecimal, over each aggregate's id, the ids of its facts and the version of its content
     */
    record GroupFacts(String group, String home, long facts, String fingerprint) {}

    /** Whose rows these are. */
    String service();

    /** Computed when asked; domestic groups are left out. */
    List<GroupFacts> groups();
}

package org.meridian.flows;

import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;

/** A group of whose node no API was asked: what stands in its country's log, others believe as far as they believe the country. */
record UnaskedGroup(Country country, String id) {

    /** Founded by somebody who lives there. */
    static UnaskedGroup of(Country country, Member founder) {
        var group = new UnaskedGroup(country, Ids.create(country.alias()));
        country.kafka().send(Topics.SHARED_MEMBERSHIP, group.id,
                Facts.encode(MembershipFacts.created(group.id, founder.id(), Joining.INVITATION)));
        country.kafka().send(Topics.SHARED_CHARTERS, group.id,
                Facts.encode(MembershipFacts.charter(group.id, "Unasked " + group.id)));
        group.grants(founder, 1, Role.OWNER);
        founder.waitsUntilSees(group.id);
        return group;
    }

    void grants(Member member, int version, Role role) {
        country.kafka().send(Topics.SHARED_MEMBERSHIP, Ids.derived(id, member.id()),
                Facts.encode(MembershipFacts.granted(id, member.id(), version, role)));
    }
}

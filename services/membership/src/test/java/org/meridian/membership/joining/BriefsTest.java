package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.testing.Waiting.eventually;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.RequestBrief;
import org.meridian.events.membership.RequestState;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;

/** What a country without a moderator is told to forget. */
class BriefsTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final String ngaio = Ids.create("nz");

    BriefsTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    @Test
    void aCountryThatLosesItsLastModeratorIsToldToForgetAndIsToldAgainWhenItHasOne() {
        String group = uk.create(ada, "approval", "");
        joins(group);
        role(group, "moderator");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{\"note\":\"For you\"}"));
        newest(request, RequestState.PENDING);

        uk.bean(Briefs.class).retract();
        assertThat(briefs(request)).hasSize(1);
        role(group, "member");
        uk.bean(Briefs.class).retract();

        RequestBrief forgotten = newest(request, RequestState.RETRACTED);
        assertThat(forgotten.getNote()).isNull();
        assertThat(forgotten.getAnswers()).isEmpty();
        assertThat(forgotten.getVersion()).isEqualTo(2);
        role(group, "owner");
        assertThat(newest(request, RequestState.PENDING).getNote()).isEqualTo("For you");
    }

    private void joins(String group) {
        uk.arrives("nz.shared.membership", MembershipFacts.registered(ngaio));
        uk.arrives("nz.shared.profiles", MembershipFacts.profile(ngaio, 1, "Ngaio"));
        String request = Ids.create("nz");
        uk.arrives("nz.to-uk.requests", MembershipFacts.joinRequested(request, group, ngaio, Instant.now()));
        eventually(() -> uk.post(ada, "/api/join-requests/" + request + "/approval", "").expectStatus().isOk());
        eventually(() -> uk.get(ada, "/api/groups/" + group + "/members/" + ngaio).expectStatus().isOk());
    }

    private void role(String group, String role) {
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ngaio + "/role",
                "{\"role\":\"" + role + "\"}", null).expectStatus().isOk();
    }

    private List<RequestBrief> briefs(String request) {
        return uk.written("to-nz.answers", RequestBrief.class).stream()
                .filter(it -> it.getRequestId().equals(request)).toList();
    }

    private RequestBrief newest(String request, RequestState state) {
        return eventually(() -> briefs(request),
                told -> !told.isEmpty() && told.getLast().getState() == state).getLast();
    }
}

package org.meridian.membership.joining;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.body;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.membership.MembershipService.problem;
import static org.meridian.testing.Waiting.eventually;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.MembershipEnded;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;

/** Of groups of this node by people of this node. */
class JoiningTest {

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;

    JoiningTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
    }

    @Test
    void anOpenGroupOfOnesOwnCountryTakesOneInAtOnceAndLetsOneGo() {
        String group = uk.create(ada, "open", "");
        Map<?, ?> request = body(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus()
                .isAccepted());
        assertThat(request.get("state")).isEqualTo("granted");
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo("member")
                .jsonPath("$.members").isEqualTo(2);
        uk.get(ben, "/api/groups/" + group + "/members").expectBody().jsonPath("$.items[0].displayName")
                .isEqualTo("Ada").jsonPath("$.items[0].role").isEqualTo("owner").jsonPath("$.items[1].memberId")
                .isEqualTo(ben.id());
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isEqualTo(request.get("id"));

        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.get(ben, "/api/groups/" + group).expectBody().jsonPath("$.myRole").isEqualTo(null);
        uk.get(ben, "/api/groups/" + group + "/members").expectStatus().isForbidden();
        uk.delete(ben, "/api/groups/" + group + "/members/me").expectStatus().isNoContent();
        uk.delete(ben, "/api/groups/" + uk.create(ada, "open", "") + "/members/me").expectStatus().isNotFound();

        Map<?, ?> again = body(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));
        assertThat(again.get("state")).isEqualTo("granted");
        assertThat(again.get("id")).isNotEqualTo(request.get("id"));
        eventually(() -> uk.written("shared.membership", MembershipEnded.class).stream().map(MembershipEnded::getId)
                .toList(), ended -> ended.contains(group + "." + ben.id()));
    }

    @Test
    void oneSeesWhatOneHasAskedForAndTheGroupsOneIsIn() {
        String open = uk.create(ada, "open", "");
        String closed = uk.create(ada, "approval", "");
        Person dan = uk.signUp("dan-asks@uk.example", "Dan");
        String granted = id(uk.post(dan, "/api/groups/" + open + "/join-requests", "{}"));
        String pending = id(uk.post(dan, "/api/groups/" + closed + "/join-requests", "{}"));

        uk.get(dan, "/api/join-requests?mine=true").expectBody().jsonPath("$.items.length()").isEqualTo(2)
                .jsonPath("$.items[0].id").isEqualTo(pending).jsonPath("$.items[0].state").isEqualTo("pending")
                .jsonPath("$.items[0].group").isNotEmpty().jsonPath("$.items[1].id").isEqualTo(granted);
        uk.get(dan, "/api/join-requests").expectStatus().isBadRequest();
        uk.get(dan, "/api/join-requests?mine=false").expectStatus().isBadRequest();
        uk.get(dan, "/api/groups?mine=true").expectBody().jsonPath("$.items.length()").isEqualTo(1)
                .jsonPath("$.items[0].id").isEqualTo(open);
    }

    @Test
    void aModeratorReadsTheAnswersAndApproves() {
        String group = uk.create(ada, "approval", ",\"questions\":[\"Why?\"]");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", """
                {"answers":["Kinship care"],"note":"Hello"}""").expectStatus().isAccepted());
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isEqualTo(request);

        uk.get(ada, "/api/groups/" + group + "/join-requests?state=pending").expectBody().jsonPath("$.items[0].id")
                .isEqualTo(request).jsonPath("$.items[0].answers[0]").isEqualTo("Kinship care")
                .jsonPath("$.items[0].displayName").isEqualTo("Ben").jsonPath("$.items[0].ageSeconds").isNumber()
                .jsonPath("$.items[0].secondsLeft").isNumber()
                .jsonPath("$.items.length()").isEqualTo(1);
        uk.get(ben, "/api/groups/" + group + "/join-requests").expectStatus().isForbidden();
        uk.post(ben, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isForbidden();
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isOk();
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isOk();
        uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"No\"}").expectStatus()
                .isEqualTo(409);
        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("granted")
                .jsonPath("$.dueAt").isEqualTo(null).jsonPath("$.secondsLeft").isEqualTo(null);
        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isEqualTo(409);
        uk.get(ada, "/api/groups/" + group + "/join-requests").expectBody().jsonPath("$.items.length()").isEqualTo(0);
    }

    @Test
    void aRefusalHasAReasonThatTheApplicantReads() {
        String group = uk.create(ada, "approval", "");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));

        uk.post(ada, "/api/join-requests/" + request + "/refusal", "{\"reason\":\"Full\"}").expectStatus().isOk();

        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("refused")
                .jsonPath("$.reason").isEqualTo("Full");
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isEqualTo(409);
        assertThat(id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"))).isNotEqualTo(request);
    }

    @Test
    void whatIsWithdrawnIsNotDecidedAnyMore() {
        String group = uk.create(ada, "approval", "");
        String request = id(uk.post(ben, "/api/groups/" + group + "/join-requests", "{}"));

        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isNoContent();
        uk.delete(ben, "/api/join-requests/" + request).expectStatus().isNoContent();

        uk.get(ben, "/api/join-requests/" + request).expectBody().jsonPath("$.state").isEqualTo("withdrawn");
        uk.post(ada, "/api/join-requests/" + request + "/approval", "{}").expectStatus().isEqualTo(409);
    }

    @Test
    void aClosedGroupIsOnlyReadUntilItIsOpenedAgain() {
        String group = uk.create(ada, "approval", "");
        Person dan = uk.signUp("dan-waits@uk.example", "Dan");
        String request = id(uk.post(dan, "/api/groups/" + group + "/join-requests", "{}"));
        String path = "/api/groups/" + group;
        uk.patch(ada, path + "?preview=true", "{\"state\":\"closed\"}").expectStatus().isOk().expectBody()
                .jsonPath("$.effects[0].what").isEqualTo("state.closed").jsonPath("$.effects[1].people").isEqualTo(1);
        uk.patch(dan, path, "{\"state\":\"closed\"}").expectStatus().isForbidden();
        uk.get(ada, path).expectBody().jsonPath("$.state").isEqualTo("open");

        uk.patch(ada, path, "{\"state\":\"closed\"}").expectStatus().isOk().expectBody()
                .jsonPath("$.state").isEqualTo("closed");

        eventually(() -> uk.get(dan, "/api/join-requests/" + request).expectBody().jsonPath("$.state")
                .isEqualTo("refused").jsonPath("$.reason").isEqualTo("This group is closed: it takes nobody in."));
        assertThat(problem(uk.post(ben, path + "/join-requests", "{}").expectStatus().isEqualTo(409)))
                .contains("group-closed");
        uk.get(ada, path + "/members").expectStatus().isOk();
        uk.patch(ada, path, "{\"state\":\"unknown\"}").expectStatus().isBadRequest();

        uk.patch(ada, path, "{\"state\":\"open\"}").expectStatus().isOk();
        uk.post(ben, path + "/join-requests", "{}").expectStatus().isAccepted();
    }

    @Test
    void theLastOwnerStays() {
        String group = uk.create(ada, "open", "");

        assertThat(problem(uk.delete(ada, "/api/groups/" + group + "/members/me").expectStatus().isEqualTo(409)))
                .contains("last-owner");
    }

    @Test
    void askingAgainWithOtherWordsIsRefusedRatherThanForgotten() {
        String path = "/api/groups/" + uk.create(ada, "approval", ",\"questions\":[\"Why?\"]") + "/join-requests";
        String asked = id(uk.post(ben, path, "{\"answers\":[\"To learn\"],\"note\":\"Hello\"}"));

        assertThat(id(uk.post(ben, path, "{\"answers\":[\"To learn\"],\"note\":\"Hello\"}"))).isEqualTo(asked);
        assertThat(id(uk.post(ben, path, "{}"))).isEqualTo(asked);
        uk.post(ben, path, "{\"answers\":[\"To teach\"]}").expectStatus().isEqualTo(409).expectBody()
                .jsonPath("$.type").isEqualTo("/problems/asked-already");

        uk.delete(ben, "/api/join-requests/" + asked).expectStatus().isNoContent();
        assertThat(id(uk.post(ben, path, "{\"answers\":[\"To teach\"]}"))).isNotEqualTo(asked);
    }

    @Test
    void anApplicantsKeyGivesTheFirstResultWhateverTheGroupAsksByNow() {
        String group = uk.create(ada, "approval", ",\"questions\":[\"Why?\"]");
        String path = "/api/groups/" + group + "/join-requests";
        String asked = id(uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-3"));

        uk.patch(ada, "/api/groups/" + group, "{\"questions\":[]}").expectStatus().isOk();

        assertThat(id(uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-3")))
                .isEqualTo(asked);
        uk.call(HttpMethod.POST, ben.token(), path, "{\"answers\":[\"To learn\"]}", "key-4").expectStatus()
                .isBadRequest();
    }
}

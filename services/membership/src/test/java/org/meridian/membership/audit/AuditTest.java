package org.meridian.membership.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.membership.MembershipService.id;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.meridian.events.membership.Joining;
import org.meridian.events.membership.Role;
import org.meridian.membership.MembershipService;
import org.meridian.membership.MembershipService.Person;
import org.meridian.schemas.Ids;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A group's audit log, for its moderators and for each of its members. */
class AuditTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final MembershipService uk;
    private final Person ada;
    private final Person ben;
    private final Person cleo;

    AuditTest(@Shared MembershipService uk) {
        this.uk = uk;
        ada = uk.resident("ada@uk.example", "Ada");
        ben = uk.resident("ben@care.uk.example", "Ben");
        cleo = uk.resident("cleo@uk.example", "Cleo");
    }

    @Test
    void moderatorsReadAllOfItAndOthersTheirOwnPart() {
        String group = uk.create(ada, "open", "");
        for (Person person : List.of(ben, cleo)) {
            uk.post(person, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted();
        }
        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ben.id() + "/role",
                "{\"role\":\"moderator\"}", null).expectStatus().isOk();
        uk.call(HttpMethod.DELETE, ben.token(), "/api/groups/" + group + "/members/" + cleo.id(),
                "{\"reason\":\"Twice\"}", null).expectStatus().isOk();
        uk.call(HttpMethod.PATCH, ada.token(), "/api/groups/" + group, "{\"joining\":\"approval\"}", null)
                .expectStatus().isOk();

        assertThat(told(ada, group, "")).containsExactly("changed Ada", "removed Ben Cleo: Twice",
                "role Ada Ben moderator", "joined Cleo Cleo member", "joined Ben Ben member", "joined Ada Ada owner",
                "created Ada");
        assertThat(told(ben, group, "?type=removed")).containsExactly("removed Ben Cleo: Twice");
        assertThat(told(ada, group, "?member=" + cleo.id())).containsExactly("removed Ben Cleo: Twice",
                "joined Cleo Cleo member");
        uk.get(cleo, "/api/groups/" + group + "/audit-log").expectStatus().isForbidden();

        uk.call(HttpMethod.PUT, ada.token(), "/api/groups/" + group + "/members/" + ben.id() + "/role",
                "{\"role\":\"member\"}", null).expectStatus().isOk();
        assertThat(told(ben, group, "")).containsExactly("role Ada Ben member", "removed Ben Cleo: Twice",
                "role Ada Ben moderator", "joined Ben Ben member");
        assertThat(told(ben, group, "?member=" + ada.id())).isEmpty();
    }

    @Test
    void closingAndOpeningAreToldAsThatAndNotAsAnotherChange() {
        String group = uk.create(ada, "open", "");
        for (String change : List.of("{\"joining\":\"approval\"}", "{\"state\":\"closed\"}",
                "{\"visibility\":\"unlisted\"}", "{\"state\":\"open\",\"joining\":\"open\"}")) {
            uk.call(HttpMethod.PATCH, ada.token(), "/api/groups/" + group, change, null).expectStatus().isOk();
        }

        assertThat(told(ada, group, "")).containsExactly("reopened Ada", "changed Ada", "closed Ada", "changed Ada",
                "joined Ada Ada owner", "created Ada");
        assertThat(told(ada, group, "?type=changed")).hasSize(2);
        assertThat(told(ada, group, "?type=closed")).containsExactly("closed Ada");
        assertThat(told(ada, group, "?type=reopened")).containsExactly("reopened Ada");
    }

    @Test
    void itIsPagedAndBadFiltersAreNamed() {
        String group = uk.create(ada, "open", "");
        uk.post(ben, "/api/groups/" + group + "/join-requests", "{}").expectStatus().isAccepted();

        JsonNode first = json(uk.get(ada, "/api/groups/" + group + "/audit-log?limit=2"));
        JsonNode second = json(uk.get(ada, "/api/groups/" + group + "/audit-log?limit=2&cursor="
                + first.get("next").asString()));

        assertThat(first.get("items")).hasSize(2);
        assertThat(second.get("items")).hasSize(1);
        assertThat(second.get("next").isNull()).isTrue();
        uk.get(ada, "/api/groups/" + group + "/audit-log?type=everything").expectStatus().isBadRequest();
        uk.get(ada, "/api/groups/" + group + "/audit-log?member=nobody").expectStatus().isBadRequest();
        uk.get(ada, "/api/groups/" + Ids.create("uk") + "/audit-log").expectStatus().isNotFound();
    }

    @Test
    void aGroupOfAnotherCountryIsToldByItsFacts() {
        String ngaio = Ids.create("nz");
        String group = Ids.create("nz");
        uk.arrives("nz.shared.membership", MembershipFacts.created(group, ngaio, Joining.OPEN));
        uk.arrives("nz.shared.charters", MembershipFacts.charter(group, "Whanau"));
        eventually(() -> uk.get(ada, "/api/groups/" + group).expectStatus().isOk());
        String request = id(uk.post(ada, "/api/groups/" + group + "/join-requests", "{}"));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ada.id(), request, ngaio));
        uk.arrives("nz.shared.membership", MembershipFacts.granted(group, ada.id(), 2, Role.OWNER));

        eventually(() -> assertThat(told(ada, group, "")).hasSize(3).last().asString().startsWith("created"));
    }

    private static JsonNode json(ResponseSpec answer) {
        return JSON.readTree(answer.expectStatus().isOk().expectBody(String.class).returnResult().getResponseBody());
    }

    private List<String> told(Person caller, String group, String filter) {
        JsonNode items = json(uk.get(caller, "/api/groups/" + group + "/audit-log" + filter)).get("items");
        return items.valueStream().map(it -> it.get("type").asString()
                + " " + it.get("actor").get("displayName").asString("?")
                + (it.get("member").isNull() ? "" : " " + it.get("member").get("displayName").asString("?"))
                + (it.get("role").isNull() ? "" : " " + it.get("role").asString())
                + (it.get("reason").isNull() ? "" : ": " + it.get("reason").asString())).toList();
    }
}

package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import tools.jackson.databind.JsonNode;

/** Asked in one country, decided in the other. */
@ExtendWith(SharedNetwork.class)
class JoiningStory {

    private static final Map<String, Object> BY_APPROVAL = Map.of("joining", "approval", "questions",
            List.of("Where do you work?", "Why do you ask?"));

    private final Country uk;
    private final Country nz;

    JoiningStory(Network network) {
        uk = network.uk();
        nz = network.nz();
    }

    @Test
    void askedFromNewZealandApprovedInTheUk() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Peat", BY_APPROVAL);

        String request = ngaio.asksToJoin(group, "In Rotorua", "To compare");
        assertThat(ngaio.request(request).get("state").asString()).isEqualTo("pending");
        JsonNode seen = waitsUntilSheSees(ada, group, request);
        assertThat(seen.get("answers")).extracting(JsonNode::asString).containsExactly("In Rotorua", "To compare");
        ada.approves(request);

        ngaio.waitsUntilRequestIs("granted", request);
        String post = ngaio.publishes(group, "Thank you for letting me in");
        ada.waitsUntilItShows(post);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    @Test
    void refusedInTheUkWithAReasonThatTheApplicantReads() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Peat", BY_APPROVAL);

        String request = ngaio.asksToJoin(group, "Nowhere", "No reason");
        waitsUntilSheSees(ada, group, request);
        ada.refuses(request, "This group is for practitioners of peat");

        ngaio.waitsUntilRequestIs("refused", request);
        eventually(() -> ngaio.request(request).get("reason").asString(),
                "This group is for practitioners of peat"::equals);
        assertThat(ngaio.tries(group, "Let me in").status()).isEqualTo(403);
    }

    @Test
    void anOpenGroupsHomeGrantsByItself() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Open house");

        ngaio.joins(group);

        ngaio.publishes(group, "Here I am");
    }

    @Test
    void aWithdrawnRequestIsWithdrawnInBothCountries() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Peat", BY_APPROVAL);
        String request = ngaio.asksToJoin(group, "Here", "Because");
        waitsUntilSheSees(ada, group, request);

        ngaio.withdrawsRequest(request);

        ngaio.waitsUntilRequestIs("withdrawn", request);
        ada.waitsUntilRequestIs("withdrawn", request);
        assertThat(ada.http().post("/api/join-requests/" + request + "/approval").status()).isEqualTo(409);
    }

    @Test
    void leavingHoldsAtOnceAtHomeAndThenInTheGroupsCountry() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Come and go");
        ngaio.joins(group);
        uk.operator().pausesLinkFrom(nz);

        ngaio.leaves(group);
        eventually(() -> ngaio.tries(group, "Am I still in?"), answer -> answer.status() == 403);
        assertThat(memberIds(ada, group)).contains(ngaio.id());

        uk.operator().resumesLinkFrom(nz);
        eventually(() -> memberIds(ada, group), ids -> !ids.contains(ngaio.id()));
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    @Test
    void moderatorsOfBothCountriesDecideAboutMembersAndEveryNodeAgrees() {
        Member ada = uk.signsUp("Ada");
        Member ben = uk.signsUp("Ben");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Two countries");
        ben.joins(group);
        ngaio.joins(group);

        assertThat(ada.gives("owner", ngaio, group)).isEqualTo("done");
        ngaio.waitsUntilRoleIs("owner", group);
        eventually(() -> memberIds(ngaio, group), ids -> ids.contains(ben.id()));
        assertThat(ngaio.removes(ben, group, "Wrote for somebody else")).isEqualTo("done");
        ben.waitsUntilRoleIs("none", group);
        assertThat(ben.group(group).get("removed").get("reason").asString()).isEqualTo("Wrote for somebody else");
        assertThat(ben.tries(group, "Am I still in?").status()).isEqualTo(403);

        // Two owners in two countries at the same moment: one of them remains.
        nz.operator().pausesLinkFrom(uk);
        assertThat(ada.gives("member", ngaio, group)).isEqualTo("done");
        String wish = ngaio.http().send("PUT", "/api/groups/" + group + "/members/" + ada.id() + "/role",
                "{\"role\":\"member\"}").with(202).get("id").asString();
        nz.operator().resumesLinkFrom(uk);
        eventually(() -> ngaio.http().get("/api/wishes/" + wish).with(200).get("state").asString(),
                "refused"::equals);
        ngaio.waitsUntilRoleIs("member", group);
        ada.waitsUntilRoleIs("owner", group);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    @Test
    void aModeratorInNewZealandDecidesRequestsToAGroupOfTheUk() {
        Member ada = uk.signsUp("Ada");
        Member ben = uk.signsUp("Ben");
        Member cleo = uk.signsUp("Cleo");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Peat", BY_APPROVAL);
        ada.approves(waitsUntilSheSees(ada, group, ngaio.asksToJoin(group, "In Rotorua", "To compare")).get("id")
                .asString());
        ada.gives("moderator", ngaio, group);
        ngaio.waitsUntilRoleIs("moderator", group);

        String granted = ben.asksToJoin(group, "In Leeds", "To learn");
        String refused = cleo.asksToJoin(group, "In Hull", "Out of curiosity");
        JsonNode seen = waitsUntilSheSees(ngaio, group, granted);
        assertThat(seen.get("answers")).extracting(JsonNode::asString).containsExactly("In Leeds", "To learn");
        assertThat(ngaio.decides("approval", granted, Map.of())).isEqualTo("done");
        waitsUntilSheSees(ngaio, group, refused);
        assertThat(ngaio.decides("refusal", refused, Map.of("reason", "For practitioners of peat"))).isEqualTo("done");

        ben.waitsUntilRequestIs("granted", granted);
        cleo.waitsUntilRequestIs("refused", refused);
        assertThat(cleo.request(refused).get("reason").asString()).isEqualTo("For practitioners of peat");
        ngaio.waitsUntilRequestIs("refused", refused);
        eventually(() -> memberIds(ngaio, group), ids -> ids.contains(ben.id()) && !ids.contains(cleo.id()));

        // Two moderators decide differently at the same moment: one decision, and the other is told.
        String again = cleo.asksToJoin(group, "In Hull", "I did not say all");
        assertThat(waitsUntilSheSees(ngaio, group, again).get("earlier").get(0).get("reason").asString())
                .isEqualTo("For practitioners of peat");
        nz.operator().pausesLinkFrom(uk);
        ada.approves(again);
        String wish = ngaio.http().post("/api/join-requests/" + again + "/refusal", Map.of("reason", "No")).with(202)
                .get("id").asString();
        nz.operator().resumesLinkFrom(uk);
        eventually(() -> ngaio.http().get("/api/wishes/" + wish).with(200).get("reason"),
                reason -> reason != null && reason.asString().equals("decided-already"));
        cleo.waitsUntilRequestIs("granted", again);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    @Test
    void anInvitationOfAModeratorAbroadIsDecidedByTheGroupsHomeInEveryCountry() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member mere = nz.signsUp("Mere");
        Member ben = uk.signsUp("Ben");
        Member cleo = uk.signsUp("Cleo");
        String group = ada.founds("Not to be known", Map.of("visibility", "secret", "joining", "invitation"));
        String invitations = "/api/groups/" + group + "/invitations";
        ngaio.accepts(ada.http().post(invitations, Map.of()).with(201).get("token").asString());
        ngaio.waitsUntilRoleIs("member", group);
        ada.gives("moderator", ngaio, group);
        ngaio.waitsUntilRoleIs("moderator", group);

        JsonNode made = ngaio.http().post(invitations, Map.of("uses", 2, "role", "observer")).with(201);
        String token = made.get("token").asString();
        ben.accepts(token);
        mere.accepts(token);
        ben.waitsUntilRoleIs("observer", group);
        mere.waitsUntilRoleIs("observer", group);
        String late = cleo.accepts(token);
        cleo.waitsUntilRequestIs("refused", late);
        assertThat(cleo.http().get("/api/groups/" + group).status()).isEqualTo(404);
        eventually(() -> ngaio.http().get(invitations).with(200).get("items").get(0),
                it -> it.get("used").asInt() == 2 && it.get("state").asString().equals("spent"));

        String second = ngaio.http().post(invitations, Map.of()).with(201).get("token").asString();
        JsonNode seen = eventually(() -> ada.http().get(invitations).with(200).get("items").get(0),
                it -> it.get("madeBy").asString().equals(ngaio.id()) && it.get("uses").asInt() == 1);
        ada.http().delete(invitations + "/" + seen.get("id").asString());
        eventually(() -> ngaio.http().get(invitations).with(200).get("items").get(0).get("state").asString(),
                "revoked"::equals);
        String revoked = cleo.accepts(second);
        cleo.waitsUntilRequestIs("refused", revoked);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    @Test
    void whereWritingNeedsARegistrationItIsGivenInOneCountryAndEndedInAnother() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        Member ben = uk.signsUp("Ben");
        String group = ada.founds("Registered", Map.of("registrationNeed", "to-write", "registers",
                List.of("nz-swrb", "uk-swe")));
        ngaio.joins(group);
        ben.joins(group);
        assertThat(ngaio.tries(group, "May I?").with(403).get("type").asString()).endsWith("registration-needed");

        assertThat(ada.registers(ngaio, group, "nz-swrb")).isEqualTo("done");
        eventually(() -> ngaio.tries(group, "Now I may"), answer -> answer.status() == 201);
        String post = ngaio.publishes(group, "And again");
        ada.waitsUntilItShows(post);

        ada.gives("moderator", ngaio, group);
        ngaio.waitsUntilRoleIs("moderator", group);
        assertThat(ngaio.registers(ben, group, "uk-swe")).isEqualTo("done");
        eventually(() -> ben.tries(group, "I may, too"), answer -> answer.status() == 201);
        eventually(
                () -> ngaio.http().delete("/api/groups/" + group + "/members/" + ben.id() + "/registration").status(),
                status -> status == 202);
        eventually(() -> ben.tries(group, "Not any more"), answer -> answer.status() == 403);
        ada.waitsUntilItShows(post);
        uk.operator().waitsUntilAgreeing(nz, group);
    }

    private static JsonNode waitsUntilSheSees(Member moderator, String group, String request) {
        return eventually(() -> {
            for (JsonNode item : moderator.http().get("/api/groups/" + group + "/join-requests").with(200)
                    .get("items")) {
                if (item.get("id").asString().equals(request) && !item.get("answers").isEmpty()) {
                    return item;
                }
            }
            return Http.JSON.nullNode();
        }, found -> !found.isNull());
    }

    private static List<String> memberIds(Member reader, String group) {
        JsonNode items = reader.http().get("/api/groups/" + group + "/members").with(200).get("items");
        return items.valueStream().map(item -> item.get("memberId").asString()).toList();
    }
}

package org.meridian.notifications.preferences;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.eventlog.database.Database;
import org.meridian.notifications.NotificationsService;
import org.meridian.schemas.Ids;
import org.meridian.schemas.Topics;
import org.meridian.testing.MembershipFacts;
import org.meridian.testing.Shared;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.web.reactive.server.WebTestClient.BodyContentSpec;
import org.springframework.test.web.reactive.server.WebTestClient.ResponseSpec;

@ResourceLock("NotificationsService")
@ExtendWith(OutputCaptureExtension.class)
class PreferencesTest {

    private static NotificationsService nz;
    private static final String GROUP = "uk-0198c2f4-0a00-7000-8000-000000000003";
    private static String aroha = "";

    @BeforeAll
    static void signUp(@Shared NotificationsService service) {
        nz = service;
        aroha = nz.member("Aroha", "aroha@nz.example", "Pacific/Auckland");
    }

    @Test
    void thoseWhoNeverChoseGetADigestAtHalfPastSevenTheirTime() {
        preferencesOf(nz.member("Ben", "ben@nz.example", "Pacific/Chatham")).json("""
                {"timeZone":"Pacific/Chatham","digest":{"cadence":"daily","at":"07:30","day":"MONDAY"},
                 "quietHours":null,"atOnce":true,"groups":{},"mailStopped":null}""");
    }

    @Test
    void whatIsChosenTakesThePlaceOfAllThatWasAndSurvivesAReplay() {
        put(aroha, """
                {"timeZone":"Australia/Lord_Howe","digest":{"cadence":"weekly","at":"18:05","day":"FRIDAY"},
                 "quietHours":{"from":"22:00","to":"07:00"},"atOnce":false,"groups":{"%s":"muted"}}""".formatted(GROUP))
                .expectStatus().isOk();

        preferencesOf(aroha).json("""
                {"timeZone":"Australia/Lord_Howe","digest":{"cadence":"weekly","at":"18:05","day":"FRIDAY"},
                 "quietHours":{"from":"22:00","to":"07:00"},"atOnce":false,"groups":{"%s":"muted"}}"""
                .formatted(GROUP));

        put(aroha, requireNonNull(nz.get(aroha, "/api/preferences").expectBody(String.class).returnResult()
                .getResponseBody()))
                .expectStatus().isOk();

        preferencesOf(aroha).json("{\"digest\":{\"cadence\":\"weekly\",\"at\":\"18:05\",\"day\":\"FRIDAY\"}}");

        put(aroha, "{\"digest\":{\"cadence\":\"off\"}}").expectStatus().isOk();

        preferencesOf(aroha).json("""
                {"timeZone":"Pacific/Auckland","digest":{"cadence":"off","at":"07:30","day":"MONDAY"},
                 "quietHours":null,"atOnce":false,"groups":{}}""");
    }

    @Test
    void theZoneFollowsTheAccountUnlessAnotherWasChosen() {
        String member = nz.member("Mere", "mere@nz.example", "Pacific/Auckland");
        preferencesOf(member);
        put(member, "{\"timeZone\":\"Pacific/Auckland\"}").expectStatus().isOk();

        nz.arrives(Topics.DOMESTIC_ACCOUNTS, MembershipFacts.account(member, 2, "mere@nz.example", "Pacific/Chatham"));

        eventually(() -> new String(preferencesOf(member).returnResult().getResponseBodyContent()),
                body -> body.contains("Pacific/Chatham"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"timeZone\":\"Pacific/Atlantis\"}|timeZone", "{\"timeZone\":\"+13:00\"}|timeZone",
            "{\"timeZone\":\"Etc/GMT+5\"}|timeZone", "{\"timeZone\":\"EST\"}|timeZone",
            "{\"digest\":{\"at\":\"24:00\"}}|digest.at", "{\"digest\":{\"at\":\"7:30\"}}|digest.at",
            "{\"digest\":{\"at\":\"07:30:01\"}}|digest.at", "{\"digest\":{\"cadence\":\"hourly\"}}|digest.cadence",
            "{\"digest\":{\"day\":\"Funday\"}}|digest.day",
            "{\"quietHours\":{\"from\":\"22:00\",\"to\":\"22:00\"}}|quietHours.to",
            "{\"quietHours\":{\"from\":\"22:00\"}}|quietHours.to",
            "{\"groups\":{\"nonsense\":\"muted\"}}|groups",
            "{\"groups\":{\"uk-0198c2f4-0a00-7000-8000-000000000003\":\"loud\"}}|groups.uk-0198c2f4-0a00-7000-8000-000000000003"})
    void whatCannotBeIsRefusedByName(String json, String field) {
        put(aroha, json).expectStatus().isBadRequest().expectBody().jsonPath("$.errors[0].field").isEqualTo(field);
    }

    /** Each change comes back by the log and is written again, while the next one is under way: in the same order. */
    @Test
    void changingOnesMindAgainAndAgainGetsInNobodysWay(CapturedOutput output) {
        String member = nz.member("Tui", "tui@nz.example", "Pacific/Auckland");
        preferencesOf(member);

        for (int minute = 0; minute < 300; minute++) {
            put(member, "{\"digest\":{\"at\":\"%02d:%02d\"}}".formatted(minute / 60, minute % 60)).expectStatus()
                    .isOk();
        }
        assertThat(output.getOut()).doesNotContain("Collided");
    }

    /** PostgreSQL takes back whoever looks first after both have begun to wait: the change, since the other one looks late. */
    @Test
    void aChangeThatAnotherIsInTheWayOfIsMadeAllTheSame() throws SQLException {
        nz.rows().execute("ALTER SYSTEM SET deadlock_timeout = '4s'");
        nz.rows().execute("SELECT pg_reload_conf()");
        String member = nz.member("Kea", "kea@nz.example", "Pacific/Auckland");
        preferencesOf(member);
        put(member, "{\"digest\":{\"at\":\"08:00\"}}").expectStatus().isOk();
        try (Connection other = nz.bean(Database.class).dataSource().getConnection();
                Statement sql = other.createStatement()) {
            other.setAutoCommit(false);
            sql.execute("SET LOCAL deadlock_timeout = '1min'");
            sql.execute("SELECT FROM preferences WHERE member_id = '" + member + "' FOR UPDATE");
            CompletableFuture<Void> changed = CompletableFuture
                    .runAsync(() -> put(member, "{\"digest\":{\"at\":\"09:00\"}}").expectStatus().isOk());
            eventually(() -> nz.rows().queryForObject("SELECT count(*) FROM pg_stat_activity"
                    + " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    + " AND query LIKE 'WITH versions %'", Integer.class), waiting -> waiting == 1);

            sql.execute("SELECT FROM account WHERE member_id = '" + member + "' FOR UPDATE");
            other.commit();

            changed.join();
        } finally {
            nz.rows().execute("ALTER SYSTEM RESET deadlock_timeout");
            nz.rows().execute("SELECT pg_reload_conf()");
        }
        preferencesOf(member).jsonPath("$.digest.at").isEqualTo("09:00");
    }

    @Test
    void whoeverWantsUtcGetsIt() {
        put(aroha, "{\"timeZone\":\"Etc/UTC\"}").expectStatus().isOk();

        preferencesOf(aroha).json("{\"timeZone\":\"Etc/UTC\"}");
    }

    @Test
    void whoIsNoMemberOfThisNodeHasNone() {
        String outsider = Ids.create("uk");
        nz.get(outsider, "/api/preferences").expectStatus().isNotFound();
        put(outsider, "{}").expectStatus().isNotFound();
        nz.web().get().uri("/api/preferences").exchange().expectStatus().isUnauthorized();
    }

    private static ResponseSpec put(String member,
            String json) {
        return nz.put(member, "/api/preferences", json);
    }

    private static BodyContentSpec preferencesOf(String member) {
        eventually(
                () -> nz.get(member, "/api/preferences").returnResult(String.class).getStatus().value(),
                status -> status == 200);
        return nz.get(member, "/api/preferences").expectStatus().isOk().expectBody();
    }
}

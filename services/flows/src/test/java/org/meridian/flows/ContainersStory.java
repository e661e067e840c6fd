package org.meridian.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.meridian.testing.Waiting.eventually;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.meridian.flows.ComposedNetwork.Running;
import org.meridian.testing.ForbiddenCalls;

/** Two countries of containers: what is true of nodes in one process is true of them. {@code scripts/check-containers} runs it. */
@ExtendWith(ComposedNetwork.class)
class ContainersStory {

    private static final List<String> OURS = List.of("membership", "posts", "notifications", "replay", "operator",
            "web");

    private final Running network;
    private final ComposedCountry uk;
    private final ComposedCountry nz;

    ContainersStory(Running network) {
        this.network = network;
        uk = network.uk;
        nz = network.nz;
    }

    @Test
    void aGroupThatApprovesTakesInANewZealanderAndBothReadEachOther() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Wetlands", Map.of("joining", "approval", "questions", List.of("Why?")));

        String request = ngaio.asksToJoin(group, "For the bogs");
        eventually(() -> ada.http().post("/api/join-requests/" + request + "/approval"),
                answer -> answer.status() == 200);
        ngaio.waitsUntilRequestIs("granted", request);
        String post = ada.publishes(group, "Who has rewetted a peat bog?");
        ngaio.waitsUntilItShows(post);
        String reply = ngaio.replies(post, "We have, near Rotorua.");

        assertThat(ada.waitsUntilItShows(reply).get("body").asString()).isEqualTo("We have, near Rotorua.");
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void twentyPostsFromEachSideOfABrokenNetworkAreFortyOnBoth() {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Storm");
        ngaio.joins(group);
        uk.isCutOff();

        List<String> written = new ArrayList<>(ada.publishesTwenty(group));
        written.addAll(ngaio.publishesTwenty(group));
        uk.operator().waitsUntilLinkIs("down", nz);
        assertThat(ada.feed(group)).hasSize(20);
        assertThat(ngaio.feed(group)).hasSize(20);
        uk.isJoinedAgain();

        ada.waitsUntilAllShow(group, written);
        ngaio.waitsUntilAllShow(group, written);
        uk.operator().waitsUntilAgreeing(nz, group);
        nz.operator().waitsUntilAgreeing(uk, group);
    }

    @Test
    void aContainerKilledAtAnyMomentLosesNoAcknowledgedPostAndRepeatsNone() throws InterruptedException {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Power cut");
        ngaio.joins(group);
        long seed = System.nanoTime();
        Random moments = new Random(seed);
        System.out.println("Moments by the seed " + seed);
        try (var writing = new Writing(ada, group); var writingToo = new Writing(ngaio, group)) {
            for (String service : List.of("posts", "link", "kafka", "postgres", "membership")) {
                ComposedCountry country = moments.nextBoolean() ? uk : nz;
                TimeUnit.MILLISECONDS.sleep(moments.nextInt(3_000));
                country.killsAndStartsAgain(service);
            }
            uk.ready();
            nz.ready();
            writing.more();
            writingToo.more();
            assertEachWasWrittenOnce(ada, ngaio, group, writing, writingToo);
        }
    }

    @Test
    void twoInstancesOfPostsShareTheWorkAndOneOfThemDiesUnnoticed() throws Exception {
        Member ada = uk.signsUp("Ada");
        Member ngaio = nz.signsUp("Ngaio");
        String group = ada.founds("Flood");
        ngaio.joins(group);
        uk.compose("up", "-d", "--no-recreate", "--scale", "posts=2", "posts").well();
        try (var writing = new Writing(ada, group); var writingToo = new Writing(ngaio, group)) {
            eventually(() -> instancesAtWork(uk, "meridian-posts"), working -> working == 2);
            writing.more();
            Command.run("docker", "kill", "--signal", "KILL", uk.container("posts")).well();
            writing.more();
            writingToo.more();
            Command.run("docker", "start", uk.container("posts")).well();
            eventually(() -> instancesAtWork(uk, "meridian-posts"), working -> working == 2);
            assertEachWasWrittenOnce(ada, ngaio, group, writing, writingToo);
        } finally {
            uk.compose("up", "-d", "--no-recreate", "--scale", "posts=1", "posts").well();
        }
    }

    /** Members of a consumer group that have partitions to read. */
    private static long instancesAtWork(ComposedCountry country, String consumerGroup) throws Exception {
        try (Admin admin = country.kafka().admin()) {
            return admin.describeConsumerGroups(List.of(consumerGroup)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(member -> !member.assignment().topicPartitions().isEmpty()).count();
        }
    }

    private void assertEachWasWrittenOnce(Member ada, Member ngaio, String group, Writing... writings) {
        List<String> written = new ArrayList<>();
        for (Writing writing : writings) {
            writing.stop();
            written.addAll(writing.acknowledged());
        }
        ada.waitsUntilAllShow(group, written);
        ngaio.waitsUntilAllShow(group, written);
        uk.operator().waitsUntilAgreeing(nz, group);
        for (ComposedCountry country : List.of(uk, nz)) {
            assertThat(Facts.versionsGivenOutTwice(country.kafka())).isEmpty();
            assertThat(country.operator().parked()).noneMatch(record -> record.reason().equals("conflict"));
        }
    }

    @Test
    @DisplayName("New Zealand's credentials open in the UK what is for New Zealand, and nothing else")
    void peersReadWhatIsForThem() {
        nz.signsUp("Ngaio").founds("Seen from the UK");
        RawKafka all = uk.kafka();
        eventually(all::topics, topics -> topics.contains("nz.shared.posts"));
        PeerFence fence = new PeerFence(all, uk.kafkaFor(nz));

        fence.showsWhatIsSharedAndWhatIsForNewZealand();
        fence.refusesEveryOtherTopic();
        fence.refusesEveryWrite();
        ForbiddenCalls.ofPeers().forEach(fence::refuses);
    }

    /** From a container that is on the network between the countries, and nowhere else. */
    @Test
    void ofAllPortsOnlyThatOfTheKafkaForPeersIsReachedFromTheOtherCountry() {
        List<String> addresses = uk.containers().stream()
                .flatMap(container -> Command.run("docker", "inspect", "-f",
                        "{{range .NetworkSettings.Networks}}{{.IPAddress}}{{println}}{{end}}", container).well()
                        .lines())
                .filter(address -> !address.isBlank()).distinct().toList();
        String probe = "for a in " + String.join(" ", addresses) + "; do for p in 3025 5432 8080 8083 9092 9093 19092;"
                + " do (timeout 2 bash -c \"</dev/tcp/$a/$p\" 2>/dev/null && echo $a:$p) & done; done; wait";

        String open = Command.run("docker", "run", "--rm", "--network", Running.PROJECT + "-wan", "--entrypoint",
                "bash", "eclipse-temurin:25-jre", "-c", probe).well();

        assertThat(addresses).hasSizeGreaterThan(10);
        assertThat(open.lines()).containsExactly(uk.address("border", "wan") + ":19092");
    }

    @Test
    void aServiceSeesItsOwnSchemaOnly() {
        String others = "SELECT count(*) FROM membership.signing_key";
        assertThat(asRole("membership", others).well()).contains("1");
        assertThat(asRole("posts", others).said()).contains("permission denied for schema membership");
        assertThat(asRole("posts", "CREATE TABLE public.mine (id int)").said()).contains("permission denied");
        assertThat(asRole("posts", "CREATE SCHEMA mine").said()).contains("permission denied");
        assertThat(asRole("posts", "SELECT rolpassword FROM pg_authid").said()).contains("permission denied");
    }

    private Command.Result asRole(String role, String sql) {
        return uk.in("postgres", "bash", "-c", "PGPASSWORD=$(cat /run/secrets/database-" + role
                + ") psql -h 127.0.0.1 -U " + role + " -d meridian -Atc '" + sql + "'");
    }

    @Test
    void ourContainersRunWithoutRightsOnAFileSystemThatCannotBeWritten() {
        for (String service : OURS) {
            assertThat(uk.in(service, "id", "-u").well()).as(service).isEqualTo("10001");
            assertThat(uk.in(service, "bash", "-c", "echo >/meridian/file; echo >/data/file").said()).as(service)
                    .contains("Read-only file system");
            assertThat(uk.inspect(service, "{{.HostConfig.CapDrop}} {{.Config.Env}}")).as(service).contains("[ALL]")
                    .doesNotContainIgnoringCase("password", "secret");
        }
    }

    @Test
    void toldToStopTheServicesEndInGoodOrderWithinTwentySeconds() {
        String[] containers = OURS.stream().map(nz::container).toArray(String[]::new);
        OURS.forEach(nz::waitsUntilHealthy);
        long begin = System.nanoTime();
        docker("stop", containers);
        assertThat(TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begin)).isLessThan(20);
        for (String service : OURS) {
            // 128 and the number of SIGTERM; 137 would be SIGKILL.
            assertThat(nz.inspect(service, "{{.State.ExitCode}}")).as(service).isEqualTo("143");
        }
        docker("start", containers);
        nz.ready();
    }

    private static void docker(String what, String... containers) {
        Command.run(Stream.concat(Stream.of("docker", what), Stream.of(containers)).toArray(String[]::new)).well();
    }

    @Test
    void whatIsInternalIsNotServedAtTheDoor() {
        Http operator = uk.operator().http();
        assertThat(operator.get("/api/log/posts").status()).isEqualTo(404);
        assertThat(operator.get("/actuator/prometheus").status()).isEqualTo(404);
        assertThat(operator.get("/api/groups/x/../../log/posts").status()).isEqualTo(404);
        assertThat(uk.anybody().get("/v3/api-docs/posts").text()).contains("/api/groups/{groupId}/posts");
        assertThat(uk.analyst().get("/api/replay?topics=shared.membership").text()).contains("MemberRegistered");
    }

    @Test
    void whatIsNoCallIsAPage() {
        Http.Answer welcome = uk.anybody().get("/");
        assertThat(welcome.status()).isEqualTo(200);
        assertThat(welcome.type()).startsWith("text/html");
        String cookie = "meridian-uk=" + uk.signsUp("Gwen").http().token();
        Http.Answer groups = uk.anybody().send("GET", "/groups", null, "Cookie", cookie);
        assertThat(groups.text()).contains("Gwen").contains("United Kingdom");
        Http.Answer missing = uk.anybody().send("GET", "/nothing", null, "Cookie", cookie);
        assertThat(missing.status()).isEqualTo(404);
        assertThat(missing.type()).startsWith("text/html");
        assertThat(uk.anybody().get("/api/nothing").type()).isEqualTo("application/problem+json");
    }

    @Test
    void whatTheGatewayCannotReadItAnswersAsTheNodeDoes() {
        Http.Answer address = uk.anybody().get("/api/groups?q=" + "x".repeat(9_000));
        assertThat(address.status()).isEqualTo(414);
        Http.Answer headers = uk.anybody().send("GET", "/api/groups", null, "X-Long", "x".repeat(9_000));
        assertThat(headers.status()).isEqualTo(431);
        for (Http.Answer answer : List.of(address, headers)) {
            assertThat(answer.type()).isEqualTo("application/problem+json");
            assertThat(answer.json().get("status").asInt()).isEqualTo(answer.status());
        }
    }

    @Test
    void theWholeNodeRunsInOneContainerTooAndFindsItsDataAfterAKill() {
        String name = Running.PROJECT + "-whole-node";
        try {
            Command.run("docker", "run", "-d", "--name", name, "--read-only", "--tmpfs", "/tmp:exec", "--cap-drop",
                    "ALL", "--memory", "1g", "-v", name + ":/data", "-e", "SERVER_ADDRESS=0.0.0.0", "-e",
                    "MERIDIAN_NODE=ie", "-e", "MERIDIAN_PUBLICURL=https://ie.example", "-e",
                    "MERIDIAN_MAILFROM=ie@ie.example", "-e", "MERIDIAN_EMBEDDED_DATA=/data", "-e",
                    "MERIDIAN_EMBEDDED_POSTGRESPORT=5432", "-e", "MERIDIAN_EMBEDDED_KAFKAPORT=9092", "-e",
                    "MERIDIAN_EMBEDDED_KAFKACONTROLLERPORT=9093", "-e", "MERIDIAN_EMBEDDED_KAFKAPEERPORT=19092",
                    network.image("node")).well();
            eventually(() -> healthOf(name), "healthy"::equals);
            Command.run("docker", "kill", name).well();
            Command.run("docker", "start", name).well();
            eventually(() -> healthOf(name), "healthy"::equals);
            assertThat(Command.run("docker", "exec", name, "id", "-u").well()).isEqualTo("10001");
        } finally {
            Command.run("docker", "rm", "-f", name);
            Command.run("docker", "volume", "rm", name);
        }
    }

    private static String healthOf(String container) {
        return Command.run("docker", "inspect", "-f", "{{.State.Health.Status}}", container).well();
    }

    @Test
    void startedAgainItGoesOnAndStatusSaysThatAllIsWell() {
        assertThat(network.scriptsCompose("up").well()).contains("uk is ready", "nz is ready");
        assertThat(network.scriptsCompose("status").well()).contains("uk is open", "nz is open");
    }
}

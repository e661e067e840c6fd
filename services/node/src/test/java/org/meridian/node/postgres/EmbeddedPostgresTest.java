package org.meridian.node.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.meridian.testing.Waiting.eventually;

import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.meridian.process.startup.StartupProblem;
import org.meridian.testing.FreePorts;

class EmbeddedPostgresTest {
    private final int port = FreePorts.next();

    @TempDir
    Path home;

    @Test
    void keepsWhatWasCommittedAcrossARestart() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            execute(postgres, "CREATE TABLE t (a text); INSERT INTO t VALUES ('Māori')");
        }
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            assertThat(query(postgres, "SELECT upper(a) FROM t")).isEqualTo("MĀORI");
            assertThat(query(postgres, "SHOW fsync")).isEqualTo("on");
        }
    }

    /** A recovery that asks for its files one by one, and waits a second for each. */
    @Test
    void waitsForARecoveryForAsLongAsItTakes() throws Exception {
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            execute(postgres, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)");
        }
        var data = home.resolve("data");
        Files.writeString(data.resolve("postgresql.auto.conf"),
                "restore_command = 'sleep 1; false'\nhot_standby = off\n");
        Files.createFile(data.resolve("recovery.signal"));
        var patience = Duration.ofMillis(1_500);
        var begun = Instant.now();
        try (var postgres = EmbeddedPostgres.start(home, port, patience)) {
            assertThat(Duration.between(begun, Instant.now())).isGreaterThan(patience.plusSeconds(1));
            assertThat(query(postgres, "SELECT a FROM t")).isEqualTo("7");
        }
    }

    @Test
    void givesUpOnAServerThatNeverLetsItIn() throws Exception {
        EmbeddedPostgres.start(home, port).close();
        Files.writeString(home.resolve("data/pg_hba.conf"), "host all all all reject\n");
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, port, Duration.ofMillis(200)))
                .isInstanceOf(StartupProblem.class).hasMessageContaining("PostgreSQL does not start");
    }

    @Test
    void startsTheServerAgainWhenItIsKilled() throws SQLException {
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            execute(postgres, "CREATE TABLE t (a int); INSERT INTO t VALUES (7)");
            var killed = postgres.pid();
            ProcessHandle.of(killed).orElseThrow().destroyForcibly();
            eventually(postgres::pid, pid -> pid != killed);
            assertThat(query(postgres, "SELECT a FROM t")).isEqualTo("7");
        }
    }

    @Test
    void stopsTheServerThatAKilledNodeLeftBehind() throws Exception {
        EmbeddedPostgres.start(home, port).close();
        var data = home.resolve("data").toRealPath();
        var binaries = Files.list(home).filter(file -> file.getFileName().toString().startsWith("bin-")).findFirst();
        var orphan = new Postmaster(binaries.orElseThrow(), data, home.resolve("orphan.log"), port,
                ServerUser.of(home)).launch();
        eventually(() -> Files.readString(data.resolve("postmaster.pid")), text -> text.contains("ready"));
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(query(postgres, "SELECT 1")).isEqualTo("1");
        }
    }

    @Test
    void leavesNothingRunning() throws Exception {
        EmbeddedPostgres.start(home, port).close();
        assertThat(Orphans.running(home.resolve("data").toRealPath())).isEmpty();
    }

    @Test
    void refusesADirectoryThatIsNotADatabase() throws Exception {
        Files.createDirectories(home.resolve("data"));
        assertRefused("is not a database of this node");
    }

    @Test
    void refusesTheDatabaseOfAnotherVersion() throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("data")).resolve("PG_VERSION"), "16\n");
        assertRefused("was written by PostgreSQL 16, this node has 17");
    }

    @Test
    void refusesAPortThatIsTaken() throws Exception {
        try (var taken = new ServerSocket(port)) {
            assertThat(taken.isBound()).isTrue();
            assertRefused("Port " + port);
        }
    }

    @Test
    void refusesADirectoryThatARunningNodeUses() {
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            assertThat(postgres.pid()).isPositive();
            assertRefused("Another running node uses");
        }
    }

    @Test
    void letsNobodyInWithoutThePassword() {
        try (var postgres = EmbeddedPostgres.start(home, port)) {
            for (var user : List.of(postgres.username(), EmbeddedPostgres.SUPERUSER)) {
                assertThatThrownBy(() -> DriverManager.getConnection(postgres.jdbcUrl(), user, "guessed"))
                        .isInstanceOf(SQLException.class).hasMessageContaining("password authentication failed");
            }
        }
    }

    private void assertRefused(String reason) {
        assertThatThrownBy(() -> EmbeddedPostgres.start(home, port)).isInstanceOf(StartupProblem.class)
                .hasMessageContaining(reason);
    }

    private static void execute(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres); var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String query(EmbeddedPostgres postgres, String sql) throws SQLException {
        try (var connection = connect(postgres); var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedPostgres postgres) throws SQLException {
        return DriverManager.getConnection(postgres.jdbcUrl(), postgres.username(), postgres.password());
    }
}

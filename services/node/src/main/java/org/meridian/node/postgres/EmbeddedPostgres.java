package org.meridian.node.postgres;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.meridian.node.startup.SecretFile;
import org.meridian.node.startup.StartupChecks;
import org.meridian.process.startup.StartupProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The node's own PostgreSQL: durable, on the loopback interface only, started again when it dies. The services connect
 * as the owner of the database {@code meridian}; the superuser {@code postgres} has its password in a file beside the
 * data, for the operator.
 */
public final class EmbeddedPostgres implements AutoCloseable {
    static final String SUPERUSER = "postgres";
    static final String PASSWORD_FILE = "password";
    private static final String OWNER = "meridian";
    private static final Logger log = LoggerFactory.getLogger(EmbeddedPostgres.class);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final Duration SAY_AGAIN = Duration.ofSeconds(10);
    /** {@code cannot_connect_now}: it recovers from a crash, and takes as long as it has to. */
    private static final String STARTING_UP = "57P03";
    private static final long SLOWEST_RETRY_MS = 5_000;

    private final FileLock claim;
    private final Postmaster postmaster;
    private final String superuserPassword;
    private final Duration patience;
    private final String password = SecretFile.random();
    private volatile Process process;
    private volatile boolean closing;

    private enum Answer {
        READY, RECOVERS, NONE
    }

    private EmbeddedPostgres(FileLock claim, Postmaster postmaster, String superuserPassword, Duration patience) {
        this.claim = claim;
        this.patience = patience;
        this.postmaster = postmaster;
        this.superuserPassword = superuserPassword;
        this.process = launch();
    }

    /**
     * Starts the server, initialising the directory when it is new; returns when it answers.
     *
     * @param home the server's directory: its programs, data, password file and log
     * @throws StartupProblem when the port is taken, the disk is full or the directory is not a database of this node
     */
    public static EmbeddedPostgres start(Path home, int port) {
        return start(home, port, TIMEOUT);
    }

    /** @param patience with a server that gives no answer; one that recovers from a crash is waited for */
    static EmbeddedPostgres start(Path home, int port, Duration patience) {
        var directory = home.toAbsolutePath();
        StartupChecks.requireSpace(directory);
        var claim = StartupChecks.claim(directory);
        try {
            return startClaimed(claim, directory, port, patience);
        } catch (RuntimeException e) {
            release(claim);
            throw e;
        }
    }

    private static EmbeddedPostgres startClaimed(FileLock claim, Path home, int port, Duration patience) {
        DataDirectory.requireOwnOrNone(home);
        var superuserPassword = SecretFile.readOrCreate(home.resolve(PASSWORD_FILE));
        var binaries = Binaries.unpack(home);
        var user = ServerUser.of(home);
        var data = DataDirectory.prepare(home, binaries, user);
        Orphans.stop(data);
        StartupChecks.requireFreePort("127.0.0.1", port, "PostgreSQL");
        var log = home.resolve("postgres.log");
        var postgres = new EmbeddedPostgres(claim, new Postmaster(binaries, data, log, port, user), superuserPassword,
                patience);
        postgres.prepareDatabase();
        Thread.ofPlatform().daemon().name("postgres-supervisor").start(postgres::supervise);
        return postgres;
    }

    public String jdbcUrl() {
        return url(OWNER);
    }

    public String username() {
        return OWNER;
    }

    /** @return the owner's password, new at every start */
    public String password() {
        return password;
    }

    /** @return the server's process id, another one after it had to be started again */
    public long pid() {
        return process.pid();
    }

    private String url(String database) {
        return "jdbc:postgresql://127.0.0.1:" + postmaster.port() + "/" + database;
    }

    private Process launch() {
        var started = postmaster.launch();
        try {
            if (!becomesReady(started)) {
                started.destroyForcibly();
                throw new StartupProblem("PostgreSQL does not start (" + postmaster.lastComplaint()
                        + "): put that right and start again; " + postmaster.log() + " says more.");
            }
            return started;
        } catch (InterruptedException e) {
            started.destroyForcibly();
            throw interrupted(e);
        }
    }

    /** True too for a server that recovers while it is to be stopped. */
    private boolean becomesReady(Process started) throws InterruptedException {
        long begun = System.nanoTime();
        long deadline = begun + patience.toNanos();
        long sayAt = begun + SAY_AGAIN.toNanos();
        for (var answer = answer(); answer != Answer.READY; answer = answer()) {
            if (answer == Answer.RECOVERS) {
                if (closing) {
                    return true;
                }
                deadline = System.nanoTime() + patience.toNanos();
                sayAt = said(begun, sayAt);
            }
            if (started.waitFor(50, TimeUnit.MILLISECONDS) || System.nanoTime() - deadline > 0) {
                return false;
            }
        }
        return true;
    }

    private static long said(long begun, long sayAt) {
        long now = System.nanoTime();
        if (now - sayAt < 0) {
            return sayAt;
        }
        log.warn("PostgreSQL has been recovering from a crash for {} s, and is waited for",
                Duration.ofNanos(now - begun).toSeconds());
        return now + SAY_AGAIN.toNanos();
    }

    private Answer answer() {
        try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, superuserPassword)) {
            return connection.isValid(1) ? Answer.READY : Answer.NONE;
        } catch (SQLException notYet) {
            if ("28P01".equals(notYet.getSQLState())) {
                throw new StartupProblem("The password in " + postmaster.data().resolveSibling(PASSWORD_FILE)
                        + " is not the database's: restore that file from the backup the data came from.", notYet);
            }
            return STARTING_UP.equals(notYet.getSQLState()) ? Answer.RECOVERS : Answer.NONE;
        }
    }

    private void prepareDatabase() {
        try (var connection = DriverManager.getConnection(url(SUPERUSER), SUPERUSER, superuserPassword);
                var sql = connection.createStatement()) {
            if (!sql.executeQuery("SELECT FROM pg_roles WHERE rolname = '" + OWNER + "'").next()) {
                sql.execute("CREATE ROLE " + OWNER + " LOGIN");
            }
            sql.execute("ALTER ROLE " + OWNER + " PASSWORD '" + password + "'");
            if (!sql.executeQuery("SELECT FROM pg_database WHERE datname = '" + OWNER + "'").next()) {
                sql.execute("CREATE DATABASE " + OWNER + " OWNER " + OWNER);
            }
        } catch (SQLException e) {
            close();
            throw new StartupProblem("The database could not be prepared: " + e.getMessage(), e);
        }
    }

    private void supervise() {
        while (!closing) {
            try {
                int status = process.waitFor();
                if (!closing) {
                    log.error("PostgreSQL ended with status {}: starting it again; {} says more", status,
                            postmaster.log());
                    restart();
                }
            } catch (InterruptedException e) {
                return;
            }
        }
    }

    private void restart() throws InterruptedException {
        for (long pause = 250;; pause = Math.min(2 * pause, SLOWEST_RETRY_MS)) {
            if (restarted()) {
                return;
            }
            Thread.sleep(pause);
        }
    }

    private synchronized boolean restarted() {
        if (closing) {
            return true;
        }
        try {
            Orphans.stop(postmaster.data());
            process = launch();
            if (!closing) {
                log.info("PostgreSQL runs again");
            }
            return true;
        } catch (StartupProblem again) {
            log.warn("{}", again.getMessage());
            return false;
        }
    }

    /** Stops the server in an orderly way; open connections end. */
    @Override
    public void close() {
        closing = true;
        synchronized (this) {
            Postmaster.stopFast(process.pid());
            try {
                if (!process.waitFor(TIMEOUT.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        release(claim);
    }

    private static IllegalStateException interrupted(InterruptedException e) {
        return Command.interrupted(e);
    }

    private static void release(FileLock claim) {
        try {
            claim.acquiredBy().close();
        } catch (IOException e) {
            log.warn("The lock of the database's directory was not released: {}", e.toString());
        }
    }
}

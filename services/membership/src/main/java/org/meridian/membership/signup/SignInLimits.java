package org.meridian.membership.signup;

import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.EstimationProbe;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.distributed.BucketProxy;
import io.github.bucket4j.distributed.ExpirationAfterWriteStrategy;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.bucket4j.postgresql.PostgreSQLSelectForUpdateBasedProxyManager;
import java.net.InetAddress;
import java.time.Clock;
import java.time.Duration;
import org.meridian.eventlog.EventLog;
import org.meridian.eventlog.database.Database;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.membership.qualifier.OfMembership;
import org.meridian.membership.secret.Sha256;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/**
 * How often somebody may ask for mails, and guess at codes: by where they ask from, by the mailbox, and by both together, so
 * that who bombs a mailbox from one place does not keep its owner, who is elsewhere, from signing in. What is counted is in the
 * database, for all instances; mailbox and network only as hashes. Whether the mailbox is a member's makes no difference.
 */
@Component
public final class SignInLimits {

    static final int PER_MAILBOX = 10;
    static final int PER_MAILBOX_AND_NETWORK = 5;
    static final int WRONG_CODES_PER_NETWORK = 50;
    /** By one member, a day. */
    static final int INVITED = 50;
    /** To one mailbox, whoever asks for it, a day. */
    static final int INVITED_AT = 3;
    /** Of one member's address, an hour. */
    static final int CHANGES = 5;

    private static final Duration BY_MAILBOX = Duration.ofMinutes(15);
    private static final Duration BY_NETWORK = Duration.ofHours(1);
    private static final Duration A_DAY = Duration.ofDays(1);
    private static final Duration PURGE_EVERY = Duration.ofMinutes(1);
    private static final int PURGED_AT_ONCE = 1_000;

    private final PostgreSQLSelectForUpdateBasedProxyManager<String> buckets;
    private final BucketConfiguration signUps;
    private final BucketConfiguration signIns;
    private final BucketConfiguration mailbox = refilled(PER_MAILBOX, BY_MAILBOX);
    private final BucketConfiguration mailboxAndNetwork = refilled(PER_MAILBOX_AND_NETWORK, BY_MAILBOX);
    private final BucketConfiguration changes = refilled(CHANGES, BY_NETWORK);
    private final BucketConfiguration invitations = refilled(INVITED, A_DAY);
    private final BucketConfiguration invitationsTo = refilled(INVITED_AT, A_DAY);
    private final BucketConfiguration wrongCodes = refilled(WRONG_CODES_PER_NETWORK, A_DAY);

    @Autowired
    SignInLimits(@OfMembership EventLog log, @OfMembership Database database, SignupSettings settings, Clock clock) {
        this(database, settings, clock);
        log.worker("sign-in-limits", PURGE_EVERY, this::purge);
    }

    SignInLimits(Database database, SignupSettings settings, Clock clock) {
        this.buckets = Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database.dataSource())
                .primaryKeyMapper(PrimaryKeyMapper.STRING).table("sign_in_limit").idColumn("id").stateColumn("state")
                .expiresAtColumn("expires_at").clientClock(meter(clock))
                .expirationAfterWrite(
                        ExpirationAfterWriteStrategy.basedOnTimeForRefillingBucketUpToMax(Duration.ofSeconds(1)))
                .build();
        this.signUps = refilled(settings.signUpsPerNetwork(), BY_NETWORK);
        this.signIns = refilled(settings.signInsPerNetwork(), BY_NETWORK);
    }

    /** So many at once, and then as many in the time, evenly. */
    private static BucketConfiguration refilled(int most, Duration time) {
        return BucketConfiguration.builder().addLimit(limit -> limit.capacity(most).refillGreedy(most, time)).build();
    }

    private static TimeMeter meter(Clock clock) {
        return new TimeMeter() {
            @Override
            public long currentTimeNanos() {
                return Duration.ofMillis(clock.millis()).toNanos();
            }

            @Override
            public boolean isWallClockBased() {
                return true;
            }
        };
    }

    /**
     * Somebody wants a mail.
     *
     * @param network whom limits take for one, as {@link org.meridian.http.edge.ClientAddresses#siteOf} says it
     * @throws Refusal where they, or others, have had too many
     */
    void ask(InetAddress network, String email, boolean isSignUp) {
        String its = EmailAddress.mailbox(email);
        take(isSignUp ? "sign-up" : "sign-in", network.getHostAddress(), isSignUp ? signUps : signIns, """
                Too many mails were asked for from your network. Try again after what Retry-After says, in seconds.""");
        take("mailbox from", its + " " + network.getHostAddress(), mailboxAndNetwork, SENT_ALREADY);
        take("mailbox", its, mailbox, SENT_ALREADY);
    }

    /**
     * A member wants to be reached by another address, of which all that they have are mailed.
     *
     * @throws Refusal where they, or others, have had too many
     */
    public void change(InetAddress network, String email, String memberId) {
        take("changes", memberId, changes,
                """
                You have asked for too many changes of your address. Try again after what Retry-After says, in seconds.""");
        ask(network, email, false);
    }

    /**
     * A member wants somebody to be mailed who has not asked for it.
     *
     * @throws Refusal where they, or others, have had too many
     */
    public void invite(String memberId, String email) {
        take("invitations", memberId, invitations, """
                You have sent as many invitations as one may in a day. Hand a link on instead, or try again after what \
                Retry-After says, in seconds.""");
        take("invitations to", EmailAddress.mailbox(email), invitationsTo, """
                This address was sent as many invitations as it may be in a day. Hand a link on instead, or try again \
                after what Retry-After says, in seconds.""");
    }

    private static final String SENT_ALREADY = """
            Mails were sent to this address already: follow the link in one of them, or try again after what \
            Retry-After says, in seconds.""";

    private void take(String kind, String whose, BucketConfiguration limit, String sentence) {
        ConsumptionProbe probe = bucket(kind, whose, limit).tryConsumeAndReturnRemaining(1);
        if (!probe.isConsumed()) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "too-many-mails", sentence)
                    .until(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    /** They have the mailbox: what was mailed to it was no bomb. */
    void proved(InetAddress network, String email) {
        String its = EmailAddress.mailbox(email);
        buckets.removeProxy(key("mailbox from", its + " " + network.getHostAddress()));
        buckets.removeProxy(key("mailbox", its));
    }

    /** @throws Refusal where too many codes that were wrong came from there */
    void guess(InetAddress network) {
        EstimationProbe probe = wrongCodes(network).estimateAbilityToConsume(1);
        if (!probe.canBeConsumed()) {
            throw Refusal.of(Refusal.Kind.TOO_MANY, "too-many-codes",
                    "Too many wrong codes came from your network. Follow the link in the mail instead.")
                    .until(Duration.ofNanos(probe.getNanosToWaitForRefill()));
        }
    }

    void guessedWrong(InetAddress network) {
        wrongCodes(network).tryConsume(1);
    }

    private BucketProxy wrongCodes(InetAddress network) {
        return bucket("wrong codes", network.getHostAddress(), wrongCodes);
    }

    private BucketProxy bucket(String kind, String whose, BucketConfiguration limit) {
        return buckets.builder().build(key(kind, whose), () -> limit);
    }

    /** Those that are full again. */
    void purge() {
        while (buckets.removeExpired(PURGED_AT_ONCE) == PURGED_AT_ONCE) {
            Thread.yield();
        }
    }

    private static String key(String kind, String whose) {
        return Sha256.hex(kind + " " + whose);
    }
}

package org.meridian.membership.joining;

import org.meridian.eventlog.outbox.StaleVersion;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.PessimisticLockingFailureException;
import org.springframework.transaction.TransactionException;

/** One of the many things that a worker does in a round; what fails keeps none of the others waiting. */
public final class Attempt {

    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    private Attempt() {}

    /** Left for the next round when somebody else decided at the same moment, or the membership has parked facts. */
    public static void at(Runnable decision) {
        try {
            decision.run();
        } catch (StaleVersion | PessimisticLockingFailureException e) {
            LOG.debug("Not decided yet: {}", e.getMessage());
        } catch (DataAccessResourceFailureException | TransactionException away) {
            throw away;
        } catch (RuntimeException e) {
            LOG.error("One request cannot be decided; the others are not kept waiting by it", e);
        }
    }
}

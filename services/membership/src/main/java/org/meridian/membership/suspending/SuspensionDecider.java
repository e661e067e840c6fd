package org.meridian.membership.suspending;

import java.time.Instant;
import org.meridian.eventlog.decision.Refusal;
import org.meridian.events.membership.Account;

/** Whom an operator may keep out, and what their account says then. */
final class SuspensionDecider {

    private SuspensionDecider() {}

    /**
     * Of somebody who is suspended already the reason changes, and who gives it; it goes on since it began.
     *
     * @param isLastOperator whether nobody else who is let in looks after the node
     */
    static Account suspend(Account account, String operatorId, String reason, boolean isLastOperator, Instant now) {
        if (account.getId().equals(operatorId)) {
            throw Refusal.conflict("not-oneself", "Nobody suspends themself. Ask another operator.");
        }
        if (isLastOperator) {
            throw Refusal.conflict("last-operator", "Nobody else who is let in looks after this node. Name another"
                    + " operator in meridian.operators first.");
        }
        return next(account).setSuspendedAt(account.getSuspendedAt() == null ? now : account.getSuspendedAt())
                .setSuspendedById(operatorId).setSuspensionReason(reason).build();
    }

    static Account lift(Account account) {
        if (account.getSuspendedAt() == null) {
            throw Refusal.notFound("suspension");
        }
        return next(account).setSuspendedAt(null).setSuspendedById(null).setSuspensionReason(null).build();
    }

    private static Account.Builder next(Account account) {
        return Account.newBuilder(account).setVersion(account.getVersion() + 1);
    }
}

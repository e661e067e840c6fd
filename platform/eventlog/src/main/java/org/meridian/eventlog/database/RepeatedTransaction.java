package org.meridian.eventlog.database;

import org.jspecify.annotations.Nullable;
import org.meridian.process.Collisions;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionTemplate;

/** Transactions that are tried again, each as a whole, when they collide with others. */
final class RepeatedTransaction extends TransactionTemplate {

    private static final long serialVersionUID = 1L;

    RepeatedTransaction(PlatformTransactionManager manager) {
        super(manager);
    }

    @Override
    public <T extends @Nullable Object> T execute(TransactionCallback<T> action) {
        return Collisions.triedAgain(() -> super.execute(action));
    }
}

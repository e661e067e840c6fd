package org.meridian.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.springframework.dao.CannotAcquireLockException;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CollisionsTest {

    private final AtomicInteger attempts = new AtomicInteger();

    private int collidesUntil(int attempt) {
        if (attempts.incrementAndGet() < attempt) {
            throw new CannotAcquireLockException("deadlock detected");
        }
        return attempt;
    }

    @Test
    void triesAgainUntilNobodyIsInTheWay() {
        assertThat(Collisions.triedAgain(() -> collidesUntil(3))).isEqualTo(3);
        assertThat(attempts).hasValue(3);
    }

    @Test
    void itGivesUpAfterAWhile() {
        assertThatThrownBy(() -> Collisions.triedAgain(() -> collidesUntil(Integer.MAX_VALUE)))
                .isInstanceOf(CannotAcquireLockException.class).hasMessage("deadlock detected");
        assertThat(attempts).hasValue(6);
    }

    @Test
    void whatElseFailsIsNotTriedAgain() {
        assertThatThrownBy(() -> Collisions.triedAgain(() -> {
            attempts.incrementAndGet();
            throw new DuplicateKeyException("there already");
        })).isInstanceOf(DuplicateKeyException.class);
        assertThat(attempts).hasValue(1);
    }

    @Test
    void aPartOfATransactionIsLeftToTheWhole() {
        TransactionSynchronizationManager.setActualTransactionActive(true);
        try {
            assertThatThrownBy(() -> Collisions.triedAgain(() -> collidesUntil(2)))
                    .isInstanceOf(CannotAcquireLockException.class);
        } finally {
            TransactionSynchronizationManager.clear();
        }
        assertThat(attempts).hasValue(1);
    }
}

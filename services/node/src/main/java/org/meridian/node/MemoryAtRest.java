package org.meridian.node;

import java.time.Duration;
import org.meridian.process.Worker;
import org.springframework.context.SmartLifecycle;

/**
 * Collects once what a busy time has left, when nobody has used the node for some minutes: only where it collects everything
 * does the JVM give memory back to the machine, and a node at rest has no other reason to.
 */
final class MemoryAtRest implements SmartLifecycle {

    private static final Duration INTERVAL = Duration.ofSeconds(30);
    private static final Duration AT_WORK = INTERVAL.dividedBy(10);
    private static final int INTERVALS_OF_REST = 4;

    private final Worker worker = new Worker("memory-at-rest", INTERVAL, this::look);
    private Duration processorTime = Duration.ZERO;
    private int rested;

    private void look() {
        if (hasJustComeToRest(ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO))) {
            System.gc();
        }
    }

    /** @param now processor time since the process was started, an interval after it was told last */
    boolean hasJustComeToRest(Duration now) {
        boolean atWork = now.minus(processorTime).compareTo(AT_WORK) > 0;
        processorTime = now;
        rested = atWork ? 0 : rested + 1;
        return rested == INTERVALS_OF_REST;
    }

    @Override
    public void start() {
        worker.start();
    }

    @Override
    public void stop() {
        worker.stop();
    }

    @Override
    public boolean isRunning() {
        return worker.isRunning();
    }
}

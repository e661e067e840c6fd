package org.meridian.web.page;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/** A call that is made beside others, on a virtual thread of its own. */
public final class Parallel<T> {

    private static final Executor THREADS = Executors.newVirtualThreadPerTaskExecutor();

    private final CompletableFuture<T> called;

    private Parallel(CompletableFuture<T> called) {
        this.called = called;
    }

    public static <T> Parallel<T> call(Supplier<T> call) {
        return new Parallel<>(CompletableFuture.supplyAsync(call, THREADS));
    }

    /** Waits for the answer; what the call threw is thrown here. */
    public T answer() {
        try {
            return called.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }
}

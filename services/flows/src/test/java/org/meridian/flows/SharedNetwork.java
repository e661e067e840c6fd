package org.meridian.flows;

import static java.util.Objects.requireNonNull;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a story a network for itself, and to the next story when it is over: {@code uk} and {@code nz}, which run, and
 * {@code au}, which both know and which never does. A start takes a while, so there are as many networks as stories at a time;
 * each story signs up its own people and creates its own groups. All that the nodes answer is compared with what they say of their
 * calls.
 */
final class SharedNetwork implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedNetwork.class);

    /** Those that no story uses at the moment. */
    private static final class Idle extends ConcurrentLinkedDeque<Network> implements AutoCloseable {

        private static final long serialVersionUID = 1L;

        @Override
        public void close() {
            forEach(Network::close);
        }
    }

    /** What a store holds is closed with it, and a story's ends before the network's. */
    private record Lent(Network network) {}

    @Override
    public void beforeAll(ExtensionContext story) {
        Network idle = idle(story).poll();
        story.getStore(NAMESPACE).put(Lent.class,
                new Lent(idle == null ? created(story.getRequiredTestClass()) : idle));
    }

    @Override
    public void afterAll(ExtensionContext story) {
        idle(story).add(network(story));
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Network.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return network(context);
    }

    /** Whatever an earlier story did to a node. */
    @Override
    public void beforeEach(ExtensionContext context) {
        Network network = network(context);
        start(network);
        network.uk().operator().resumesLinkFrom(network.nz());
        network.nz().operator().resumesLinkFrom(network.uk());
    }

    /** One network after the other: a first start takes a processor for a quarter of a minute, and there are two. */
    private static void start(Network network) {
        synchronized (SharedNetwork.class) {
            for (Country country : new Country[]{network.uk(), network.nz()}) {
                if (!country.isRunning()) {
                    country.starting();
                }
            }
            network.uk().ready();
            network.nz().ready();
        }
    }

    private static Network network(ExtensionContext context) {
        return requireNonNull(context.getStore(NAMESPACE).get(Lent.class, Lent.class)).network();
    }

    private static Idle idle(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent(Idle.class);
    }

    /** @param first the story that it is made for, whose name its folder has */
    private static Network created(Class<?> first) {
        Network network = new Network(first.getSimpleName(), Release.ofThisBuild());
        network.add("uk").isCompared();
        network.add("nz").isCompared();
        network.add("au");
        network.uk().isBeside(PseudoLanguage.CLASSES);
        network.nz().isBeside(PseudoLanguage.CLASSES);
        return network;
    }
}

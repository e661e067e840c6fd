package org.meridian.flows;

import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a story the network that all stories share: {@code uk} and {@code nz}, which run, and {@code au}, which both know
 * and which never does. A start takes a while; each story signs up its own people and founds its own groups.
 */
final class SharedNetwork implements ParameterResolver, BeforeEachCallback {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(SharedNetwork.class);

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
        for (Country country : new Country[]{network.uk(), network.nz()}) {
            if (!country.isRunning()) {
                country.starting();
            }
        }
        network.uk().ready().operator().resumesLinkFrom(network.nz());
        network.nz().ready().operator().resumesLinkFrom(network.uk());
    }

    private static Network network(ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("network", key -> found(), Network.class);
    }

    private static Network found() {
        Network network = new Network("shared", Release.ofThisBuild());
        network.add("uk");
        network.add("nz");
        network.add("au");
        return network;
    }
}

package org.meridian.flows;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a story a network of containers: {@code uk} and {@code nz}, which run, and {@code au}, which both know and which never
 * does. It is gone with all its data when the stories have ended.
 */
final class ComposedNetwork implements ParameterResolver {

    /** The network itself, as scripts/compose was told to make it. */
    static final class Running implements AutoCloseable {

        /** Each checkout's own, since it is taken down with its data before and after. */
        static final String PROJECT = "meridian-stories-" + Integer.toHexString(Release.ROOT.toString().hashCode());
        private static final Path DATA = Release.TARGET.resolve("flows/composed");

        final ComposedCountry uk;
        final ComposedCountry nz;
        private final Command command;

        Running() {
            int port = twoFreePorts();
            command = new Command(Map.of("MERIDIAN_COUNTRIES", "uk nz au", "MERIDIAN_PROJECT", PROJECT,
                    "MERIDIAN_DATA", DATA.toString(), "MERIDIAN_PORT_BASE", String.valueOf(port - 1)));
            Path folders = DATA.resolve("compose");
            uk = new ComposedCountry("uk", PROJECT, folders, port);
            nz = new ComposedCountry("nz", PROJECT, folders, port + 1);
            close();
            System.out.println(scriptsCompose("up").well());
        }

        /** As the containers that run were made from it. */
        String image(String service) {
            return uk.inspect("operator", "{{.Config.Image}}").replace("/node:", "/" + service + ":");
        }

        Command.Result scriptsCompose(String what) {
            return command.with("scripts/compose", what, "uk", "nz");
        }

        /** With the volumes, which scripts/compose would keep. */
        @Override
        public void close() {
            for (ComposedCountry country : new ComposedCountry[]{uk, nz}) {
                country.compose("--profile", "*", "down", "--volumes", "--remove-orphans");
            }
            scriptsCompose("down");
        }

        private static int twoFreePorts() {
            for (int port = 8301; port < 9000; port += 2) {
                if (isFree(port) && isFree(port + 1)) {
                    return port;
                }
            }
            throw new IllegalStateException("There are no two free ports from 8301 to 9000.");
        }

        private static boolean isFree(int port) {
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.isBound();
            } catch (IOException taken) {
                return false;
            }
        }
    }

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace
            .create(ComposedNetwork.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getRoot().getStore(NAMESPACE).computeIfAbsent("network", key -> new Running(), Running.class);
    }
}

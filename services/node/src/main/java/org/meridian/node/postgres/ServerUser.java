package org.meridian.node.postgres;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.meridian.process.startup.StartupProblem;

/**
 * The user that PostgreSQL runs as, since it refuses root: the node's own user; for root, root without its rights in a
 * user namespace of its own, where files keep their owner; where namespaces are forbidden, as in most containers, nobody.
 */
enum ServerUser {
    SELF(List.of()),
    ROOT_WITHOUT_RIGHTS(List.of("unshare", "--user")),
    NOBODY(List.of("setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"));

    private final List<String> prefix;

    ServerUser(List<String> prefix) {
        this.prefix = prefix;
    }

    /** Chooses the user and makes the directory theirs. */
    static ServerUser of(Path home) {
        if (!System.getProperty("user.name").equals("root")) {
            return SELF;
        }
        if (Command.succeeds(ROOT_WITHOUT_RIGHTS.command("true"))) {
            Command.run("giving the database's files to root", List.of("chown", "-R", "root:root", home.toString()));
            return ROOT_WITHOUT_RIGHTS;
        }
        Command.run("giving the database's files to nobody", List.of("chown", "-R", "nobody:nogroup", home.toString()));
        if (!Command.succeeds(NOBODY.command("test", "-w", home.toString()))) {
            throw new StartupProblem("PostgreSQL does not run as root, and no other user can reach " + home
                    + ": start the node as an ordinary user, or put its data where every user can enter.");
        }
        return NOBODY;
    }

    List<String> command(String... command) {
        var all = new ArrayList<>(prefix);
        all.addAll(List.of(command));
        return all;
    }
}

package org.meridian.web.clocks;

import java.util.List;
import java.util.stream.Stream;
import org.meridian.calendar.Countries;
import org.meridian.process.settings.NodeSettings;
import org.meridian.web.page.Page;
import org.springframework.stereotype.Component;

/** The clocks of all countries of the network, this node's first. */
@Component
public final class Clocks {

    private final Countries countries;
    private final List<String> aliases;

    Clocks(Countries countries, NodeSettings node) {
        this.countries = countries;
        this.aliases = Stream.concat(Stream.of(node.node()), node.peerAliases().stream().sorted()).toList();
    }

    public List<CountryClock> now(Page page) {
        return aliases.stream().map(it -> of(it, page)).toList();
    }

    public CountryClock of(String alias, Page page) {
        return CountryClock.of(alias, countries.of(alias), page.times().now(), page.locale());
    }
}

package org.meridian.http.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.meridian.process.settings.WrongSetting;
import org.springframework.mock.http.server.reactive.MockServerHttpRequest;

class ClientAddressesTest {

    private static final EdgeSettings SETTINGS = new EdgeSettings(10, 5,
            List.of("192.0.2.1", "10.0.0.0/8", "2001:db8::/32"));

    private final ClientAddresses addresses = new ClientAddresses(SETTINGS, "the-key");

    private String client(String connection, MockServerHttpRequest.BaseBuilder<?> request) {
        return addresses.of(request.remoteAddress(new InetSocketAddress(InetAddress.ofLiteral(connection), 1)).build())
                .getHostAddress();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"203.0.113.7|198.51.100.1|203.0.113.7", "192.0.2.1|198.51.100.1|198.51.100.1",
            "192.0.2.1|198.51.100.1, 10.1.2.3|198.51.100.1", "192.0.2.1|198.51.100.1, 203.0.113.7|203.0.113.7",
            "10.9.9.9|6.6.6.6, 198.51.100.1, 192.0.2.1|198.51.100.1", "2001:db8::1|2001:db9::2|2001:db9:0:0:0:0:0:2",
            "192.0.2.1|nonsense|192.0.2.1", "192.0.2.1|198.51.100.1, nonsense|192.0.2.1",
            "192.0.2.2|198.51.100.1|192.0.2.2"})
    void onlyNamedProxiesAreBelievedAndOnlyWhatTheySayThemselves(String connection, String forwarded, String client) {
        assertThat(client(connection, MockServerHttpRequest.get("/").header("X-Forwarded-For", forwarded)))
                .isEqualTo(client);
    }

    @ParameterizedTest
    @CsvSource({"198.51.100.1 the-key, 198.51.100.1", "198.51.100.1 another, 203.0.113.7", "198.51.100.1, 203.0.113.7",
            "nonsense the-key, 203.0.113.7", "'', 203.0.113.7"})
    void aPartOfTheNodeIsBelievedByItsKey(String vouched, String client) {
        assertThat(client("203.0.113.7", MockServerHttpRequest.get("/").header(ClientAddresses.VOUCHED, vouched)))
                .isEqualTo(client);
    }

    @Test
    void whatIsVouchedForIsUnderstood() {
        String vouched = addresses.vouchingFor(InetAddress.ofLiteral("2001:db9::9"));

        assertThat(client("203.0.113.7", MockServerHttpRequest.get("/").header(ClientAddresses.VOUCHED, vouched)))
                .isEqualTo("2001:db9:0:0:0:0:0:9");
    }

    @Test
    void theBeginningOfAnIpv6AddressIsOneSite() {
        assertThat(Network.site(InetAddress.ofLiteral("2001:db8:1:2:3:4:5:6")).getHostAddress())
                .isEqualTo("2001:db8:1:2:0:0:0:0");
        assertThat(Network.site(InetAddress.ofLiteral("203.0.113.7")).getHostAddress()).isEqualTo("203.0.113.7");
    }

    @ParameterizedTest
    @CsvSource({"proxy.example", "10.0.0.0/33", "10.0.0.0/x", "''"})
    void whatIsNoAddressIsNoProxy(String proxy) {
        assertThatThrownBy(() -> new EdgeSettings(10, 5, List.of(proxy))).isInstanceOf(WrongSetting.class);
    }
}

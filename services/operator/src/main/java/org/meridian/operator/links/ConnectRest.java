package org.meridian.operator.links;

import java.util.List;
import java.util.Map;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.service.annotation.DeleteExchange;
import org.springframework.web.service.annotation.GetExchange;
import org.springframework.web.service.annotation.HttpExchange;
import org.springframework.web.service.annotation.PostExchange;
import org.springframework.web.service.annotation.PutExchange;

/** Kafka Connect's REST interface: https://kafka.apache.org/documentation/#connect_rest */
@HttpExchange("/connectors")
interface ConnectRest {

    @GetExchange
    List<String> names();

    @GetExchange("/{name}/config")
    Map<String, String> config(@PathVariable String name);

    /** Makes the connector if there is none of that name. */
    @PutExchange("/{name}/config")
    void configure(@PathVariable String name, @RequestBody Map<String, String> config);

    @GetExchange("/{name}/status")
    ConnectorStatus status(@PathVariable String name);

    @PutExchange("/{name}/pause")
    void pause(@PathVariable String name);

    @PutExchange("/{name}/resume")
    void resume(@PathVariable String name);

    @PutExchange("/{name}/stop")
    void stop(@PathVariable String name);

    @PostExchange("/{name}/restart?includeTasks=true&onlyFailed=false")
    void restart(@PathVariable String name);

    @GetExchange("/{name}/offsets")
    CommittedOffsets offsets(@PathVariable String name);

    /** Of one that is stopped. */
    @DeleteExchange("/{name}/offsets")
    void forgetOffsets(@PathVariable String name);

    @DeleteExchange("/{name}")
    void delete(@PathVariable String name);
}

package org.meridian.operator;

import org.meridian.http.HttpConfiguration;
import org.meridian.operator.demo.Catcher;
import org.meridian.operator.distributed.DistributedConfiguration;
import org.meridian.operator.peering.Peering;
import org.meridian.process.startup.ProcessDefaults;
import org.meridian.process.startup.ServiceProcess;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.context.annotation.Import;

/** The operator's calls of a node whose services, Kafka and links run distributed. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
@Import({HttpConfiguration.class, OperatorConfiguration.class, DistributedConfiguration.class, Catcher.class})
public class OperatorApplication {

    public static void main(String[] arguments) {
        ProcessDefaults.set();
        if (Peering.isAsked(arguments)) {
            System.exit(Peering.run("operator", arguments));
        }
        ServiceProcess.run(OperatorApplication.class, "operator", arguments);
    }
}

package org.meridian.eventlog.projection;

import org.meridian.process.settings.Settings;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How much a service parks of one peer for one reason. When it is full, what would be parked next stays in Kafka, and with it what
 * follows in its partition, until there is room.
 *
 * @param mostRecords without those that an operator has given up
 * @param mostBytes   as they take on the disk
 */
@ConfigurationProperties("meridian.parked")
public record ParkedSettings(@DefaultValue("100000") int mostRecords, @DefaultValue("500MB") DataSize mostBytes) {

    public ParkedSettings {
        Settings.positive("meridian.parked.most-records", mostRecords);
    }
}

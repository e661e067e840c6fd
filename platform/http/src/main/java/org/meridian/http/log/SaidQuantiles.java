package org.meridian.http.log;

import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.prometheus.metrics.model.snapshots.Quantiles;
import io.prometheus.metrics.model.snapshots.SummarySnapshot;
import io.prometheus.metrics.model.snapshots.SummarySnapshot.SummaryDataPointSnapshot;
import java.util.function.Predicate;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Component;

/** Leaves out the quantiles of what nothing was measured of lately: Micrometer gives them as 0, the best that there is. */
@Component
final class SaidQuantiles extends PrometheusRegistry {

    @Override
    public MetricSnapshots scrape() {
        return said(super.scrape());
    }

    @Override
    public MetricSnapshots scrape(Predicate<String> names) {
        return said(super.scrape(names));
    }

    private static MetricSnapshots said(MetricSnapshots all) {
        return new MetricSnapshots(all.stream().map(SaidQuantiles::said).toList());
    }

    private static MetricSnapshot said(MetricSnapshot metric) {
        return metric instanceof SummarySnapshot summary
                ? new SummarySnapshot(summary.getMetadata(),
                        summary.getDataPoints().stream().map(SaidQuantiles::said).toList())
                : metric;
    }

    private static SummaryDataPointSnapshot said(SummaryDataPointSnapshot point) {
        boolean idle = StreamSupport.stream(point.getQuantiles().spliterator(), false)
                .allMatch(it -> it.getValue() == 0);
        return idle
                ? new SummaryDataPointSnapshot(point.getCount(), point.getSum(), Quantiles.EMPTY, point.getLabels(),
                        point.getExemplars(), point.getCreatedTimestampMillis())
                : point;
    }
}

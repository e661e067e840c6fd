package org.meridian.node.bounds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.InvalidRecordException;
import org.apache.kafka.common.record.DefaultRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xerial.snappy.Snappy;
import org.xerial.snappy.SnappyOutputStream;

class BoundsTest {

    private static DefaultRecord next(InputStream records) throws IOException {
        return DefaultRecord.readFrom(Bounds.record(records), 1_000, 5_000, -1, null);
    }

    private static String text(ByteBuffer bytes) {
        return StandardCharsets.UTF_8.decode(bytes).toString();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 1_000, 1_048_000})
    void aRecordWithinBoundsIsAsItWas(int size) throws IOException {
        InputStream records = LargeRecord.stream("key-1", size, LargeRecord.stream("key-2", 3, null));

        DefaultRecord first = next(records);
        DefaultRecord second = next(records);

        assertThat(text(first.key())).isEqualTo("key-1");
        assertThat(first.valueSize()).isEqualTo(size);
        assertThat(text(second.key())).isEqualTo("key-2");
        assertThat(records.read()).isEqualTo(-1);
    }

    @ParameterizedTest
    @ValueSource(ints = {1_048_576, 50_000_000, 2_000_000_000})
    void inPlaceOfALargeRecordThereIsOneThatSaysSo(int size) throws IOException {
        InputStream records = LargeRecord.stream("key-1", size, LargeRecord.stream("key-2", 3, null));

        DefaultRecord large = next(records);
        DefaultRecord second = next(records);

        assertThat(text(large.key())).isEqualTo("key-1");
        assertThat(text(large.value())).contains("bytes are more than any record can have");
        assertThat(large.offset()).isEqualTo(1_000 + LargeRecord.OFFSET);
        assertThat(large.timestamp()).isEqualTo(5_000 + LargeRecord.TIME);
        assertThat(large.headers()).isEmpty();
        assertThat(text(second.key())).isEqualTo("key-2");
    }

    @Test
    void aKeyThatIsNoneIsLeftOutToo() throws IOException {
        DefaultRecord large = next(LargeRecord.stream("k".repeat(2_000_000), 0, null));

        assertThat(large.key()).isNull();
        assertThat(text(large.value())).contains("more than any record can have");
    }

    @Test
    void aLargeRecordThatEndsEarlyIsCorrupt() {
        assertThatThrownBy(() -> Bounds.record(LargeRecord.cutShort())).isInstanceOf(EOFException.class);
    }

    @Test
    void snappysChunksHaveAnEnd() throws IOException {
        var bytes = new java.io.ByteArrayOutputStream();
        try (var snappy = new SnappyOutputStream(bytes)) {
            snappy.write(new byte[200_000]);
        }
        Bounds.snappy(ByteBuffer.wrap(bytes.toByteArray()));
        Bounds.snappy(ByteBuffer.wrap(Snappy.compress(new byte[1_000])));

        ByteBuffer header = ByteBuffer.wrap(bytes.toByteArray(), 0, 16).slice();
        ByteBuffer huge = ByteBuffer.allocate(30).put(header).putInt(6)
                .put(new byte[]{(byte) 0xff, (byte) 0xff, (byte) 0xff, (byte) 0xff, 7, 0}).flip();
        assertThatThrownBy(() -> Bounds.snappy(huge)).isInstanceOf(InvalidRecordException.class);
        assertThatThrownBy(() -> Bounds.snappy(ByteBuffer.wrap(Snappy.compress(new byte[2_000_000]))))
                .isInstanceOf(InvalidRecordException.class);
    }

    /** In a process of its own, since Kafka's classes are loaded here already. */
    @Test
    void kafkasOwnClassesHaveTheBoundsOnceTheyAreInstalled() throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m", "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path"),
                BoundedProcess.class.getName())).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(said).contains("all within bounds");
        assertThat(process.exitValue()).as(said).isZero();
    }

    @Test
    void theyAreNotInstalledWhereKafkaIsUsedAlready() {
        assertThat(DefaultRecord.class).isNotNull(); // loaded
        assertThatThrownBy(KafkaBounds::install).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("could not be given a bound");
    }
}

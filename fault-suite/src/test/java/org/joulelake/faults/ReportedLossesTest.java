package org.joulelake.faults;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

class ReportedLossesTest {

    @TempDir
    private Path folder;

    @Test
    void addsWhatIsNamedAndWhatIsNot() throws IOException {
        ReportedLosses losses = read(
                "10:00:00 ERROR [a] SpoolTally: /s: dropped the records 7 to 9 for newer ones",
                "10:00:00 ERROR [a] SessionLog: Dropped block 3 of current of SIM-0001: samples 100 to 199",
                "10:00:00 ERROR [a] SessionLog: Dropped block 3 of voltage of SIM-0001: samples 100 to 199",
                "10:00:01 ERROR [a] SpoolTally: /s/1.segment: damage has taken the records 11 to 12",
                "10:00:02 ERROR [a] SpoolTally: /s: the records 15 to 15 are lost, the last ones",
                "10:00:03 INFO  [a] Other: the records of /s are fine");

        assertThat(losses).isEqualTo(new ReportedLosses(5, 200, 3));
    }

    @Test
    void aLogWithoutLossesReportsNone() throws IOException {
        assertThat(read("10:00:03 INFO  [a] Other: all is fine")).isEqualTo(ReportedLosses.NONE);
    }

    private ReportedLosses read(String... lines) throws IOException {
        return ReportedLosses.read(Files.write(folder.resolve("edge.log"), List.of(lines)));
    }
}

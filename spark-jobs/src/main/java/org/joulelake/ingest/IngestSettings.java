package org.joulelake.ingest;

import java.time.Duration;
import java.util.Map;

import org.joulelake.cli.CommandException;
import org.joulelake.ingest.rules.RuleBook;

/**
 * What an ingest stream reads and how.
 *
 * @param kafka settings of the Kafka client, {@code bootstrap.servers} among them
 * @param topic topic of the blocks
 * @param checkpoint folder for what Spark notes of a run, see {@link RunCheckpoint}, such as {@code s3a://joulelake/checkpoints/ingest}
 * @param trigger time from the start of one batch to the start of the next, hence between commits
 * @param maxBlocksPerTrigger most records in one batch, which bounds its memory and its time
 * @param rules what a block may hold
 */
public record IngestSettings(
        Map<String, String> kafka,
        String topic,
        String checkpoint,
        Duration trigger,
        long maxBlocksPerTrigger,
        RuleBook rules) {

    /** Topic of the blocks unless another is named. */
    public static final String DEFAULT_TOPIC = "joulelake.blocks";

    /** Time between commits unless another is named. */
    public static final Duration DEFAULT_TRIGGER = Duration.ofSeconds(10);

    /** Records in a batch unless another number is named: about 250 MB of messages, 8 s of work on two cores. */
    public static final long DEFAULT_MAX_BLOCKS_PER_TRIGGER = 4_000;

    /**
     * Takes a copy of the map and checks the numbers.
     *
     * @throws CommandException if one of them would make a stream that never takes anything in
     */
    public IngestSettings {
        kafka = Map.copyOf(kafka);
        if (trigger.isNegative()) {
            throw new CommandException("ingest.trigger is " + trigger + "; it must not be negative");
        }
        if (maxBlocksPerTrigger < 1) {
            throw new CommandException(
                    "ingest.max-blocks-per-trigger is " + maxBlocksPerTrigger + "; it must be at least 1");
        }
    }
}

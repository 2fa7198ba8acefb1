package org.joulelake.edge.send;

import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;

/** A producer that at first does not take messages, and reports so as Kafka's does: on the caller's thread. */
final class RefusingProducer extends MockProducer<String, byte[]> {

    private final ApiException refusal;
    private int refusals;

    RefusingProducer(ApiException refusal, int refusals) {
        super(false, null, new StringSerializer(), new ByteArraySerializer());
        this.refusal = refusal;
        this.refusals = refusals;
    }

    @Override
    public synchronized Future<RecordMetadata> send(ProducerRecord<String, byte[]> message, Callback callback) {
        if (refusals > 0) {
            refusals--;
            callback.onCompletion(null, refusal);
            return CompletableFuture.failedFuture(refusal);
        }
        Future<RecordMetadata> sent = super.send(message, callback);
        Thread acknowledging = new Thread(this::completeNext);
        acknowledging.start();
        return sent;
    }
}

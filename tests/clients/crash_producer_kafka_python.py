"""crash_producer.py for kafka-python 2.0, which has no idempotence: a record may be there twice.

Prints how many records are acknowledged, a line a few hundred; at the end of its standard input it stops
producing, reads the topic from the beginning and fails unless each acknowledged record is there.
"""
import sys
import threading
import time

from kafka import KafkaConsumer, KafkaProducer, TopicPartition

SERVERS, TOPIC, PARTITIONS = sys.argv[1].split(','), sys.argv[2], int(sys.argv[3])
EACH_TIME = 200
PATIENCE_S = 120  # it only ends what hangs

stopping = threading.Event()
lock = threading.Lock()
acknowledged = set()
refused = []


def wait_for_the_end():
    sys.stdin.read()
    stopping.set()


def delivered(value):
    with lock:
        acknowledged.add(value)
        if len(acknowledged) % EACH_TIME == 0:
            print(len(acknowledged), flush=True)


def produce():
    producer = KafkaProducer(bootstrap_servers=SERVERS, acks='all', retries=1_000_000, retry_backoff_ms=50,
                             linger_ms=1, max_block_ms=600_000, request_timeout_ms=120_000,
                             metadata_max_age_ms=1_000, reconnect_backoff_ms=20,
                             reconnect_backoff_max_ms=100)
    number = 0
    while not stopping.is_set():
        # Not all at once: a crash should find some on their way and others not yet sent.
        if number - len(acknowledged) - len(refused) >= 500:
            time.sleep(0.01)
            continue
        value = b'%d' % number
        sent = producer.send(TOPIC, value, partition=number % PARTITIONS)
        sent.add_callback(lambda _, value=value: delivered(value))
        sent.add_errback(lambda error: refused.append(repr(error)))
        number += 1
    producer.flush(300)
    producer.close()


def read_all():
    consumer = KafkaConsumer(bootstrap_servers=SERVERS, enable_auto_commit=False)
    partitions = [TopicPartition(TOPIC, p) for p in range(PARTITIONS)]
    consumer.assign(partitions)
    consumer.seek_to_beginning()
    ends = consumer.end_offsets(partitions)
    values = []
    deadline = time.monotonic() + PATIENCE_S
    while any(consumer.position(p) < ends[p] for p in partitions):
        if time.monotonic() > deadline:
            sys.exit('no more records came')
        for records in consumer.poll(timeout_ms=1_000).values():
            values += [record.value for record in records]
    consumer.close()
    return values


threading.Thread(target=wait_for_the_end, daemon=True).start()
produce()
values = read_all()
missing = acknowledged - set(values)
print(f'{len(acknowledged)} acknowledged, {len(refused)} refused, {len(values)} read', flush=True)
if missing:
    sys.exit(f'{len(missing)} acknowledged records are missing, such as {sorted(missing)[:5]}')

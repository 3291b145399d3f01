"""An idempotent producer that goes on through every crash of the brokers, then counts what is there.

Prints how many records are acknowledged, a line a few hundred; at the end of its standard input it stops
producing, reads the topic from the beginning and fails unless each acknowledged record is there once, and no
record twice.
"""
import sys
import threading

from confluent_kafka import Consumer, Producer, TopicPartition

SERVERS, TOPIC, PARTITIONS = sys.argv[1], sys.argv[2], int(sys.argv[3])
EACH_TIME = 200

stopping = threading.Event()
acknowledged = set()
failed = []


def wait_for_the_end():
    sys.stdin.read()
    stopping.set()


def delivered(error, message):
    if error is not None:
        failed.append(f"{message.value()}: {error}")
        return
    acknowledged.add(message.value())
    if len(acknowledged) % EACH_TIME == 0:
        print(len(acknowledged), flush=True)


def produce():
    producer = Producer({
        "bootstrap.servers": SERVERS,
        "enable.idempotence": True,
        "acks": "all",
        # librdkafka before 2.3 gives up an idempotent producer ("sequence desynchronization") if the first of several
        # requests in flight is cut off unappended and the second is refused for it: its issue 4438.
        "max.in.flight.requests.per.connection": 1,
        "linger.ms": 1,
        "message.timeout.ms": 600_000,
        "reconnect.backoff.ms": 10,
        "reconnect.backoff.max.ms": 50,
        "retry.backoff.ms": 20,
        "topic.metadata.refresh.fast.interval.ms": 20,
        "socket.timeout.ms": 5_000,
        "log_level": 0,
    })
    number = 0
    while not stopping.is_set():
        # Not all at once: a crash should find some on their way and others not yet sent.
        if number - len(acknowledged) < 500:
            producer.produce(TOPIC, b"%d" % number, partition=number % PARTITIONS, on_delivery=delivered)
            number += 1
            producer.poll(0)
        else:
            producer.poll(0.01)
    left = producer.flush(300)
    if left:
        failed.append(f"{left} records were never answered")


def read_all():
    consumer = Consumer({"bootstrap.servers": SERVERS, "group.id": "crash-check", "log_level": 0,
                         "enable.auto.commit": False})
    partitions = [TopicPartition(TOPIC, p, 0) for p in range(PARTITIONS)]
    ends = {p.partition: consumer.get_watermark_offsets(p, timeout=60)[1] for p in partitions}
    consumer.assign(partitions)
    values = []
    while any(end > 0 for end in ends.values()):
        message = consumer.poll(60)
        if message is None:
            failed.append(f"no more records came; partitions with their ends left: {ends}")
            break
        if message.error():
            continue
        values.append(message.value())
        if message.offset() + 1 >= ends[message.partition()]:
            ends[message.partition()] = 0
    consumer.close()
    return values


threading.Thread(target=wait_for_the_end, daemon=True).start()
produce()
values = read_all()
missing = acknowledged - set(values)
if missing:
    failed.append(f"{len(missing)} acknowledged records are missing, such as {sorted(missing)[:5]}")
if len(values) != len(set(values)):
    failed.append(f"{len(values) - len(set(values))} records are there twice")
print(f"{len(acknowledged)} acknowledged, {len(values)} read", flush=True)
if failed:
    sys.exit("\n".join(failed[:20]))

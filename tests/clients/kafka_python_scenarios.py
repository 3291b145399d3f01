"""What people do with kafka-python, one function a scenario."""

import threading
import time

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer, OffsetAndMetadata, TopicPartition
from kafka.admin import ConfigResource, ConfigResourceType, NewPartitions, NewTopic
from kafka.errors import TopicAlreadyExistsError, UnknownTopicOrPartitionError

from scenario import equal, main, until


def create(servers, topic, partitions=1, replicas=3):
    admin = KafkaAdminClient(bootstrap_servers=servers)
    admin.create_topics([NewTopic(topic, partitions, replicas)])
    admin.close()


def send(servers, topic, values, **options):
    producer = KafkaProducer(bootstrap_servers=servers, **options)
    sent = [producer.send(topic, value) for value in values]
    producer.flush()
    producer.close()
    return sent


def read(servers, topic, count, **options):
    """Exactly count records from the start."""
    consumer = KafkaConsumer(topic, bootstrap_servers=servers, auto_offset_reset='earliest', **options)
    records = []

    def poll():
        for batch in consumer.poll(timeout_ms=200).values():
            records.extend(batch)
        return len(records) >= count
    until(poll, '%d records of %s' % (count, topic))
    equal(len(records), count)
    consumer.close()
    return records


def numbers(count):
    return [b'%d' % i for i in range(count)]


def test_round_trip(servers):
    create(servers, 'round-trip')
    cases = [
        (b'key', b'value', []),
        (None, b'no key', []),
        (b'tombstone', None, []),
        (b'', b'', []),
        (b'headers', b'x', [('a', b'1'), ('a', b'2'), ('empty', b''), ('\u952e', '\u503c'.encode())]),
        (b'\x00\xff' * 100, bytes(range(256)), []),
        (b'large', b'x' * 900_000, []),
    ]
    producer = KafkaProducer(bootstrap_servers=servers, acks='all')
    for i, (key, value, headers) in enumerate(cases):
        metadata = producer.send('round-trip', value, key, headers, timestamp_ms=1_700_000_000_000 + i).get(60)
        equal((metadata.partition, metadata.offset), (0, i))
    producer.close()
    for i, record in enumerate(read(servers, 'round-trip', len(cases))):
        equal((record.key, record.value, record.headers), cases[i])
        equal((record.timestamp, record.timestamp_type, record.offset), (1_700_000_000_000 + i, 0, i))


def test_acks(servers):
    for acks in (0, 1, 'all'):
        topic = 'acks-%s' % acks
        create(servers, topic)
        send(servers, topic, numbers(1000), acks=acks)
        equal([r.value for r in read(servers, topic, 1000)], numbers(1000))


def test_order_within_partitions(servers):
    create(servers, 'keyed', partitions=6)
    producer = KafkaProducer(bootstrap_servers=servers, linger_ms=5)
    for i in range(2000):
        producer.send('keyed', b'%d' % i, b'key-%d' % (i % 17))
    producer.close()
    partition_of, last = {}, {}
    for record in read(servers, 'keyed', 2000):
        equal(partition_of.setdefault(record.key, record.partition), record.partition)
        assert last.get(record.key, -1) < int(record.value)
        last[record.key] = int(record.value)
    assert len(set(partition_of.values())) > 1


def test_compression(servers):
    create(servers, 'gzip')
    send(servers, 'gzip', numbers(5000), compression_type='gzip')
    equal([r.value for r in read(servers, 'gzip', 5000)], numbers(5000))


def test_older_protocols(servers):
    for version in [(0, 11, 0), (1, 0, 0), (2, 0, 0), (2, 1, 0), (2, 5, 0)]:
        topic = 'protocol-%d-%d-%d' % version
        create(servers, topic)
        send(servers, topic, numbers(300), api_version=version, acks='all')
        records = read(servers, topic, 300, group_id=topic, api_version=version)
        equal([r.value for r in records], numbers(300))


def test_automatic_creation(servers):
    send(servers, 'never-created', numbers(10))
    equal(sorted(r.value for r in read(servers, 'never-created', 10)), numbers(10))
    consumer = KafkaConsumer(bootstrap_servers=servers)
    equal(consumer.partitions_for_topic('never-created'), {0, 1, 2})
    consumer.close()


def test_seeking(servers):
    create(servers, 'seek')
    producer = KafkaProducer(bootstrap_servers=servers)
    for i in range(100):
        producer.send('seek', b'%d' % i, timestamp_ms=1_600_000_000_000 + 1000 * i)
    producer.close()
    partition = TopicPartition('seek', 0)
    consumer = KafkaConsumer(bootstrap_servers=servers)
    consumer.assign([partition])
    equal(consumer.beginning_offsets([partition]), {partition: 0})
    equal(consumer.end_offsets([partition]), {partition: 100})
    found = consumer.offsets_for_times({partition: 1_600_000_000_000 + 41_500})[partition]
    equal((found.offset, found.timestamp), (42, 1_600_000_042_000))
    equal(consumer.offsets_for_times({partition: 1_600_001_000_000})[partition], None)
    consumer.seek(partition, found.offset)
    equal(next(consumer).value, b'42')
    consumer.seek_to_end()
    equal(consumer.position(partition), 100)
    consumer.seek_to_beginning()
    equal(next(consumer).value, b'0')
    consumer.close()


def test_committed_offsets(servers):
    create(servers, 'commits')
    send(servers, 'commits', numbers(50))
    partition = TopicPartition('commits', 0)

    def member():
        return KafkaConsumer('commits', bootstrap_servers=servers, group_id='commits', enable_auto_commit=False,
                             auto_offset_reset='earliest')
    first = member()
    equal(next(first).value, b'0')
    first.commit({partition: OffsetAndMetadata(20, 'half way')})
    first.close()
    second = member()
    equal(next(second).value, b'20')
    equal(second.committed(partition, metadata=True), OffsetAndMetadata(20, 'half way'))
    second.close()


class Member(threading.Thread):
    """A member of a group that polls until it is told to leave. Each needs a thread: kafka-python waits for the
    whole group inside poll()."""

    def __init__(self, servers, topic):
        super().__init__(daemon=True)
        self.consumer = KafkaConsumer(topic, bootstrap_servers=servers, group_id=topic, auto_offset_reset='earliest',
                                      heartbeat_interval_ms=200)
        self.partitions, self.seen, self.leaving = set(), [], False
        self.start()

    def run(self):
        while not self.leaving:
            for batch in self.consumer.poll(timeout_ms=50).values():
                self.seen.extend(record.value for record in batch)
            self.partitions = self.consumer.assignment()
        self.consumer.close()

    def leave(self):
        self.leaving = True
        self.join()


def test_two_members_share_a_group(servers):
    create(servers, 'shared', partitions=4)
    one, other = Member(servers, 'shared'), Member(servers, 'shared')
    until(lambda: len(one.partitions) == len(other.partitions) == 2 and not one.partitions & other.partitions,
          'two partitions each')
    send(servers, 'shared', numbers(400))
    until(lambda: len(one.seen) + len(other.seen) >= 400, 'all records, by two')
    one.leave()
    until(lambda: len(other.partitions) == 4, 'the other has all partitions')
    send(servers, 'shared', numbers(400))
    until(lambda: len(one.seen) + len(other.seen) >= 800, 'all records, by one')
    equal(sorted(one.seen + other.seen), sorted(numbers(400) * 2))
    other.leave()


def test_a_record_wakes_a_waiting_consumer(servers):
    create(servers, 'waiting')
    consumer = KafkaConsumer('waiting', bootstrap_servers=servers, auto_offset_reset='earliest',
                             fetch_max_wait_ms=60_000, request_timeout_ms=90_000)
    until(lambda: consumer.poll(timeout_ms=100) or consumer.assignment(), 'an assignment')
    consumer.poll(timeout_ms=500)
    start = time.monotonic()
    send(servers, 'waiting', [b'now'], acks='all')
    equal(next(consumer).value, b'now')
    assert time.monotonic() - start < 30, 'it came only as the fetch ran out'
    consumer.close()


def test_administration(servers):
    admin = KafkaAdminClient(bootstrap_servers=servers)
    admin.create_topics([NewTopic('managed', 2, 3, topic_configs={'retention.ms': '60000'})])
    try:
        admin.create_topics([NewTopic('managed', 2, 3)])
        raise AssertionError('the topic was created twice')
    except TopicAlreadyExistsError:
        pass
    assert 'managed' in admin.list_topics()
    partitions = admin.describe_topics(['managed'])[0]['partitions']
    equal(sorted(len(p['replicas']) for p in partitions), [3, 3])
    admin.create_partitions({'managed': NewPartitions(5)})
    until(lambda: len(admin.describe_topics(['managed'])[0]['partitions']) == 5, 'five partitions')

    answer = admin.describe_configs([ConfigResource(ConfigResourceType.TOPIC, 'managed')])[0]
    configs = {entry[0]: entry[1] for entry in answer.resources[0][4]}
    equal((configs['retention.ms'], configs['cleanup.policy']), ('60000', 'delete'))

    equal(len(admin.describe_cluster()['brokers']), 3)
    admin.delete_topics(['managed'])
    until(lambda: 'managed' not in admin.list_topics(), 'the topic is gone')
    try:
        admin.delete_topics(['managed'])
        raise AssertionError('the topic was deleted twice')
    except UnknownTopicOrPartitionError:
        pass
    admin.close()


if __name__ == '__main__':
    main(globals())

"""What people do with confluent-kafka (librdkafka), one function a scenario."""

from confluent_kafka import Consumer, KafkaError, KafkaException, Producer, TopicPartition, TIMESTAMP_CREATE_TIME
from confluent_kafka.admin import AdminClient, ConfigResource, NewPartitions, NewTopic

from scenario import PATIENCE_S, equal, main, until


def create(servers, topic, partitions=1, replicas=3, **config):
    admin = AdminClient({'bootstrap.servers': ','.join(servers)})
    admin.create_topics([NewTopic(topic, partitions, replicas, config=config)])[topic].result(PATIENCE_S)


def producer(servers, **options):
    return Producer({'bootstrap.servers': ','.join(servers), **{k.replace('_', '.'): v for k, v in options.items()}})


def consumer(servers, group, **options):
    return Consumer({'bootstrap.servers': ','.join(servers), 'group.id': group, 'auto.offset.reset': 'earliest',
                     **{k.replace('_', '.'): v for k, v in options.items()}})


def send(servers, topic, values, **options):
    """Sends all; fails unless each is acknowledged."""
    client, errors = producer(servers, **options), []
    for value in values:
        client.produce(topic, value, on_delivery=lambda error, _: error and errors.append(error))
    equal(client.flush(PATIENCE_S), 0)
    equal(errors, [])


def read(client, count):
    records = []

    def poll():
        for message in client.consume(1000, 0.2):
            assert not message.error(), message.error()
            records.append(message)
        return len(records) >= count
    until(poll, '%d records' % count)
    equal(len(records), count)
    return records


def numbers(count):
    return [b'%d' % i for i in range(count)]


def test_round_trip(servers):
    create(servers, 'c-round-trip')
    cases = [(b'key', b'value', None), (b'tombstone', None, None), (b'', b'', None),
             (None, b'x', [('a', b'1'), ('a', b''), ('none', None)])]
    client = producer(servers, acks='all')
    for i, (key, value, headers) in enumerate(cases):
        client.produce('c-round-trip', value, key, headers=headers or [], timestamp=1_700_000_000_000 + i)
    equal(client.flush(PATIENCE_S), 0)
    reader = consumer(servers, 'c-round-trip')
    reader.subscribe(['c-round-trip'])
    for i, message in enumerate(read(reader, len(cases))):
        equal((message.key(), message.value(), message.headers()), cases[i])
        equal(message.timestamp(), (TIMESTAMP_CREATE_TIME, 1_700_000_000_000 + i))
        equal(message.offset(), i)
    reader.close()


def test_every_codec(servers):
    for codec in ('none', 'gzip', 'snappy', 'lz4', 'zstd'):
        topic = 'c-codec-' + codec
        create(servers, topic)
        send(servers, topic, numbers(5000), compression_type=codec, linger_ms=20)
        reader = consumer(servers, topic)
        reader.subscribe([topic])
        equal([m.value() for m in read(reader, 5000)], numbers(5000))
        reader.close()


def test_acks_and_idempotence(servers):
    for i, options in enumerate([{'acks': 0}, {'acks': 1}, {'acks': 'all'}, {'enable_idempotence': True}]):
        topic = 'c-acks-%d' % i
        create(servers, topic, partitions=1)
        send(servers, topic, numbers(20_000), **options)
        reader = consumer(servers, topic)
        reader.subscribe([topic])
        equal([m.value() for m in read(reader, 20_000)], numbers(20_000))
        reader.close()


def test_seeking(servers):
    create(servers, 'c-seek')
    client = producer(servers)
    for i in range(100):
        client.produce('c-seek', b'%d' % i, timestamp=1_600_000_000_000 + 1000 * i)
    equal(client.flush(PATIENCE_S), 0)
    reader = consumer(servers, 'c-seek')
    equal(reader.get_watermark_offsets(TopicPartition('c-seek', 0), PATIENCE_S), (0, 100))
    found = reader.offsets_for_times([TopicPartition('c-seek', 0, 1_600_000_041_500)], PATIENCE_S)[0]
    equal(found.offset, 42)
    reader.assign([found])
    equal(reader.poll(PATIENCE_S).value(), b'42')
    reader.seek(TopicPartition('c-seek', 0, 7))
    equal(reader.poll(PATIENCE_S).value(), b'7')
    reader.close()


def test_committed_offsets(servers):
    create(servers, 'c-commits')
    send(servers, 'c-commits', numbers(50))
    partition = TopicPartition('c-commits', 0, 20)
    first = consumer(servers, 'c-commits', enable_auto_commit=False)
    first.subscribe(['c-commits'])
    assert first.poll(PATIENCE_S)
    first.commit(offsets=[partition], asynchronous=False)
    first.close()
    second = consumer(servers, 'c-commits', enable_auto_commit=False)
    equal(second.committed([partition], PATIENCE_S)[0].offset, 20)
    second.subscribe(['c-commits'])
    equal(second.poll(PATIENCE_S).value(), b'20')
    second.close()


def share_a_group(servers, topic, **options):
    create(servers, topic, partitions=4)
    members = [consumer(servers, topic, heartbeat_interval_ms=200,
                        **{k: v % i if '%' in v else v for k, v in options.items()}) for i in range(2)]
    seen = []

    def poll(*those):
        for member in those:
            seen.extend(message.value() for message in member.consume(100, 0.02) if not message.error())

    def shared():
        poll(*members)
        one, other = ({p.partition for p in member.assignment()} for member in members)
        return len(one) == len(other) == 2 and not one & other
    for member in members:
        member.subscribe([topic])
    until(shared, 'two partitions each')
    send(servers, topic, numbers(200))
    until(lambda: poll(*members) or len(seen) >= 200, 'all records, by two')
    return members, seen, poll


def test_a_member_leaves(servers):
    for assignor in ('range', 'roundrobin', 'cooperative-sticky'):
        topic = 'c-shared-' + assignor
        members, seen, poll = share_a_group(servers, topic, partition_assignment_strategy=assignor)
        members[0].close()
        until(lambda: poll(members[1]) or len(members[1].assignment()) == 4, 'the other has all partitions')
        send(servers, topic, numbers(200))
        until(lambda: poll(members[1]) or len(seen) >= 400, 'all records, by one')
        equal(sorted(seen), sorted(numbers(200) * 2))
        members[1].close()


def test_a_static_member_returns(servers):
    members, _, _ = share_a_group(servers, 'c-static', group_instance_id='seat-%d')
    before = members[0].assignment()
    members[0].close()
    again = consumer(servers, 'c-static', group_instance_id='seat-0')
    again.subscribe(['c-static'])
    until(lambda: again.poll(0.1) or again.assignment(), 'it is back')
    equal(again.assignment(), before)
    again.close()
    members[1].close()


def test_automatic_creation(servers):
    send(servers, 'c-never-created', numbers(10))
    reader = consumer(servers, 'c-never-created')
    reader.subscribe(['c-never-created'])
    equal(sorted(m.value() for m in read(reader, 10)), numbers(10))
    reader.close()


def test_errors_are_told(servers):
    create(servers, 'c-small', **{'max.message.bytes': '2000'})
    client, errors = producer(servers), []
    client.produce('c-small', b'x' * 5000, on_delivery=lambda error, _: errors.append(error.code()))
    equal(client.flush(PATIENCE_S), 0)
    equal(errors, [KafkaError.MSG_SIZE_TOO_LARGE])


def test_administration(servers):
    admin = AdminClient({'bootstrap.servers': ','.join(servers)})
    create(servers, 'c-managed', partitions=2, **{'retention.ms': '60000'})
    try:
        create(servers, 'c-managed')
        raise AssertionError('the topic was created twice')
    except KafkaException as error:
        equal(error.args[0].code(), KafkaError.TOPIC_ALREADY_EXISTS)

    metadata = admin.list_topics(timeout=PATIENCE_S)
    equal(sorted(metadata.brokers), [1, 2, 3])
    partitions = metadata.topics['c-managed'].partitions
    equal(sorted(partitions), [0, 1])
    assert all(sorted(p.replicas) == [1, 2, 3] for p in partitions.values())

    admin.create_partitions([NewPartitions('c-managed', 5)])['c-managed'].result(PATIENCE_S)
    until(lambda: len(admin.list_topics('c-managed').topics['c-managed'].partitions) == 5, 'five partitions')

    resource = ConfigResource('topic', 'c-managed')
    configs = admin.describe_configs([resource])[resource].result(PATIENCE_S)
    equal(configs['retention.ms'].value, '60000')
    assert configs['cleanup.policy'].is_default
    broker = ConfigResource('broker', '2')
    assert admin.describe_configs([broker])[broker].result(PATIENCE_S)

    admin.delete_topics(['c-managed'])['c-managed'].result(PATIENCE_S)
    until(lambda: 'c-managed' not in admin.list_topics().topics, 'the topic is gone')


if __name__ == '__main__':
    main(globals())

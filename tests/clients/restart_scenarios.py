"""The scenarios run one after the other, in order, with a restart of the cluster between them."""

from kafka import KafkaAdminClient, KafkaConsumer, KafkaProducer
from kafka.admin import NewTopic

from scenario import equal, main

COUNT = 500


def consumer(servers):
    return KafkaConsumer('kept', bootstrap_servers=servers, group_id='kept', enable_auto_commit=False,
                         auto_offset_reset='earliest')


def produce(servers, first):
    producer = KafkaProducer(bootstrap_servers=servers, acks='all')
    sent = [producer.send('kept', b'%d' % i) for i in range(first, first + COUNT)]
    equal([s.get(60).offset for s in sent], list(range(first, first + COUNT)))
    producer.close()


def take(reader, first, count):
    equal([next(reader).value for _ in range(count)], [b'%d' % i for i in range(first, first + count)])


def test_first(servers):
    admin = KafkaAdminClient(bootstrap_servers=servers)
    admin.create_topics([NewTopic('kept', 1, 3), NewTopic('deleted', 3, 3), NewTopic('empty', 4, 2)])
    admin.delete_topics(['deleted'])
    admin.close()
    produce(servers, 0)
    reader = consumer(servers)
    take(reader, 0, 200)
    reader.commit()
    reader.close()


def test_second(servers):
    reader = consumer(servers)
    equal({t for t in reader.topics() if not t.startswith('__')}, {'kept', 'empty'})
    equal(reader.partitions_for_topic('empty'), {0, 1, 2, 3})
    take(reader, 200, 300)
    reader.commit()
    produce(servers, COUNT)
    take(reader, COUNT, 100)
    reader.close()


def test_third(servers):
    reader = consumer(servers)
    take(reader, COUNT, COUNT)
    reader.commit()
    reader.close()


if __name__ == '__main__':
    main(globals())

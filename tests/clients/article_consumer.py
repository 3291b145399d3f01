import json

from kafka import KafkaConsumer

consumer = KafkaConsumer('test_topic',
                         bootstrap_servers='localhost:9092',
                         group_id='test_group',
                         value_deserializer=lambda m: json.loads(m.decode('utf-8')))

for message in consumer:
    print(message)

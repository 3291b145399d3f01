"""Apache Kafka itself: one broker that is also the controller.

kafka_broker.py write DIRECTORY CLASSPATH
    Starts it, produces with the settings of `produce`, and stops it in order: a log directory of Kafka's.
kafka_broker.py serve DIRECTORY CLASSPATH PORT PARTITIONS
    Becomes it, at PORT, with PORT + 1 for the controller, its virtual machine as kafka-server-start.sh sets it;
    topics come into being with PARTITIONS when first asked for.

Exits with 3 and a reason when it cannot.
"""

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

START_SECONDS = 60


def free_ports(count):
    sockets = [socket.socket() for _ in range(count)]
    try:
        for each in sockets:
            each.bind(("127.0.0.1", 0))
        return [each.getsockname()[1] for each in sockets]
    finally:
        for each in sockets:
            each.close()


def configuration(directory, port, controller_port, more):
    return "\n".join([
        "process.roles=broker,controller",
        "node.id=1",
        f"controller.quorum.voters=1@127.0.0.1:{controller_port}",
        f"listeners=PLAINTEXT://127.0.0.1:{port},CONTROLLER://127.0.0.1:{controller_port}",
        "controller.listener.names=CONTROLLER",
        f"log.dirs={directory}",
        "offsets.topic.replication.factor=1",
        "offsets.topic.num.partitions=1",
        "transaction.state.log.replication.factor=1",
        "transaction.state.log.min.isr=1",
        "transaction.state.log.num.partitions=1",
        "group.initial.rebalance.delay.ms=0",
        *more,
        "",
    ])


def prepare(directory, classpath, port, controller_port, more):
    """Formats the directory; the file with the broker's settings, beside it."""
    directory.mkdir(parents=True, exist_ok=True)
    properties = directory.parent / "server.properties"
    properties.write_text(configuration(directory, port, controller_port, more))
    subprocess.run(["java", "-cp", classpath, "kafka.tools.StorageTool", "format", "-t", "4L6g3nShT-eMCtK--X86sw",
                    "-c", str(properties)], check=True, stdout=subprocess.DEVNULL)
    return properties


def wait_until_it_listens(process, port):
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        if process.poll() is not None:
            sys.exit(f"the broker ended with status {process.returncode}")
        try:
            socket.create_connection(("127.0.0.1", port), 1).close()
            return
        except OSError:
            time.sleep(0.1)
    sys.exit("the broker did not listen in time")


def produce(bootstrap):
    from confluent_kafka import Consumer, Producer
    from confluent_kafka.admin import AdminClient, NewTopic

    def send(topic, settings, count=60):
        producer = Producer({"bootstrap.servers": bootstrap, "linger.ms": 0, "batch.num.messages": 7, **settings})
        for i in range(count):
            producer.produce(topic, key=f"key {i}", value=f"value {i} " * 10,
                             headers=[("trace", bytes([i % 256, 255]))] if i % 5 == 0 else None)
            if i % 7 == 6:
                producer.flush()
        assert producer.flush(60) == 0
        return producer

    codecs = ["none", "gzip", "snappy", "lz4", "zstd"]
    admin = AdminClient({"bootstrap.servers": bootstrap})
    names = codecs + ["idempotent", "transactional"]
    topics = [NewTopic(name, 1, 1) for name in names]
    topics.append(NewTopic("segments", 1, 1, config={"segment.bytes": "16384"}))
    topics.append(NewTopic("append-time", 1, 1, config={"message.timestamp.type": "LogAppendTime"}))
    for future in admin.create_topics(topics).values():
        future.result(60)

    for codec in codecs:
        send(codec, {"compression.type": codec})
    send("idempotent", {"enable.idempotence": True})
    send("segments", {}, 300)
    send("append-time", {})

    transactional = Producer({"bootstrap.servers": bootstrap, "transactional.id": "t"})
    transactional.init_transactions(60)
    for i in range(6):
        transactional.begin_transaction()
        for j in range(5):
            transactional.produce("transactional", value=f"{i} {j}")
        assert transactional.flush(60) == 0  # else an abort takes back what was never sent
        if i % 2:
            transactional.abort_transaction(60)
        else:
            transactional.commit_transaction(60)

    consumer = Consumer({"bootstrap.servers": bootstrap, "group.id": "readers", "auto.offset.reset": "earliest"})
    consumer.subscribe(["none"])
    for _ in range(10):
        assert consumer.poll(30) is not None
    consumer.commit(asynchronous=False)
    consumer.close()


def write_directory(directory, classpath):
    port, controller_port = free_ports(2)
    properties = prepare(directory, classpath, port, controller_port, ["log.index.interval.bytes=400"])
    with open(directory.parent / "broker.log", "wb") as log:
        broker = subprocess.Popen(["java", "-Xmx512m", "-cp", classpath, "kafka.Kafka", str(properties)],
                                  stdout=log, stderr=log)
    try:
        wait_until_it_listens(broker, port)
        produce(f"127.0.0.1:{port}")
    finally:
        broker.terminate()
        broker.wait(60)


def serve(directory, classpath, port, partitions):
    properties = prepare(directory, classpath, port, port + 1, [f"num.partitions={partitions}"])
    os.execvp("java", ["java", "-Xms1g", "-Xmx1g", "-server", "-XX:+UseG1GC", "-XX:MaxGCPauseMillis=20",
                       "-XX:InitiatingHeapOccupancyPercent=35", "-XX:+ExplicitGCInvokesConcurrent",
                       "-Djava.awt.headless=true", "-cp", classpath, "kafka.Kafka", str(properties)])


if __name__ == "__main__":
    what, data, jars = sys.argv[1], Path(sys.argv[2]), sys.argv[3]
    if what == "serve":
        serve(data, jars, int(sys.argv[4]), int(sys.argv[5]))
    try:
        import confluent_kafka  # noqa: F401
    except ImportError:
        print("the package python3-confluent-kafka is not installed")
        sys.exit(3)
    write_directory(data, jars)

#include "ui/welcome/client_snippets.h"

namespace partitura::ui {

namespace {

constexpr const char* python = R"(# pip install kafka-python
from kafka import KafkaConsumer, KafkaProducer

servers = "%1"
producer = KafkaProducer(bootstrap_servers=servers)
producer.send("hello", key=b"first", value=b"from Python")
producer.flush()

consumer = KafkaConsumer("hello", bootstrap_servers=servers,
                         group_id="readers", auto_offset_reset="earliest")
for record in consumer:
    print(record.partition, record.offset, record.key, record.value)
)";

constexpr const char* kcat = R"(# write one record, then read the topic as a group
echo first:from-kcat | kcat -b %1 -t hello -P -K :
kcat -b %1 -G readers -X auto.offset.reset=earliest hello
)";

constexpr const char* java = R"(// org.apache.kafka:kafka-clients
var settings = new java.util.Properties();
settings.put("bootstrap.servers", "%1");
settings.put("group.id", "readers");
settings.put("auto.offset.reset", "earliest");
var text = "org.apache.kafka.common.serialization.String";
settings.put("key.serializer", text + "Serializer");
settings.put("value.serializer", text + "Serializer");
settings.put("key.deserializer", text + "Deserializer");
settings.put("value.deserializer", text + "Deserializer");

try (var producer = new KafkaProducer<String, String>(settings)) {
    producer.send(new ProducerRecord<>("hello", "first", "from Java"));
}
try (var consumer = new KafkaConsumer<String, String>(settings)) {
    consumer.subscribe(java.util.List.of("hello"));
    while (true)
        for (var record : consumer.poll(java.time.Duration.ofSeconds(1)))
            System.out.println(record);
}
)";

} // namespace

std::vector<ClientSnippet> clientSnippets(const QString& servers) {
    const auto filled = [&](const char* code) {
        return QString::fromUtf8(code).replace(QLatin1String("%1"), servers);
    };
    return {{QStringLiteral("Python"), filled(python)},
            {QStringLiteral("kcat"), filled(kcat)},
            {QStringLiteral("Java"), filled(java)}};
}

} // namespace partitura::ui

// librdkafka's handles, owned.
#pragma once

#include <librdkafka/rdkafka.h>

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace partitura::app {

struct DestroyKafka {
    void operator()(rd_kafka_t* handle) const { rd_kafka_destroy(handle); }
};
struct DestroyMessage {
    void operator()(rd_kafka_message_t* message) const { rd_kafka_message_destroy(message); }
};
struct DestroyTopicList {
    void operator()(rd_kafka_topic_partition_list_t* list) const {
        rd_kafka_topic_partition_list_destroy(list);
    }
};

using KafkaHandle = std::unique_ptr<rd_kafka_t, DestroyKafka>;
using KafkaMessage = std::unique_ptr<rd_kafka_message_t, DestroyMessage>;
using KafkaTopicList = std::unique_ptr<rd_kafka_topic_partition_list_t, DestroyTopicList>;

/// A client of this type with these properties, its log silenced; null when one is refused.
KafkaHandle makeKafkaClient(rd_kafka_type_t type,
                            const std::vector<std::pair<std::string, std::string>>& properties);

} // namespace partitura::app

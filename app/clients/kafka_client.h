// librdkafka's handles, owned.
#pragma once

#include "broker/base/result.h"

#include <librdkafka/rdkafka.h>

#include <functional>
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

using KafkaProperties = std::vector<std::pair<std::string, std::string>>;

/// A client of this type with these properties, its log silenced; `configure` sets callbacks. Errors:
/// INVALID_CONFIG and librdkafka's words for what it refuses.
Result<KafkaHandle> makeKafkaClient(rd_kafka_type_t type, const KafkaProperties& properties,
                                    const std::function<void(rd_kafka_conf_t*)>& configure);

} // namespace partitura::app

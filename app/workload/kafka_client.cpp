#include "app/workload/kafka_client.h"

#include <spdlog/spdlog.h>

#include <array>

namespace partitura::app {

KafkaHandle makeKafkaClient(rd_kafka_type_t type,
                            const std::vector<std::pair<std::string, std::string>>& properties) {
    std::array<char, 256> reason{};
    auto* conf = rd_kafka_conf_new();
    for (const auto& [name, value] : properties)
        if (rd_kafka_conf_set(conf, name.c_str(), value.c_str(), reason.data(), reason.size()) !=
            RD_KAFKA_CONF_OK)
            spdlog::error("workload: {}", reason.data());
    rd_kafka_conf_set_log_cb(conf, [](const rd_kafka_t*, int, const char*, const char* text) {
        spdlog::debug("workload: {}", text);
    });
    auto* handle = rd_kafka_new(type, conf, reason.data(), reason.size());
    if (!handle) {
        rd_kafka_conf_destroy(conf);
        spdlog::error("workload: {}", reason.data());
    }
    return KafkaHandle(handle);
}

} // namespace partitura::app

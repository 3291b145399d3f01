#include "app/clients/kafka_client.h"

#include <spdlog/spdlog.h>

#include <array>

namespace partitura::app {

Result<KafkaHandle> makeKafkaClient(rd_kafka_type_t type, const KafkaProperties& properties,
                                    const std::function<void(rd_kafka_conf_t*)>& configure) {
    std::array<char, 256> reason{};
    std::unique_ptr<rd_kafka_conf_t, decltype(&rd_kafka_conf_destroy)> conf(rd_kafka_conf_new(),
                                                                            &rd_kafka_conf_destroy);
    for (const auto& [name, value] : properties)
        if (rd_kafka_conf_set(conf.get(), name.c_str(), value.c_str(), reason.data(), reason.size()) !=
            RD_KAFKA_CONF_OK)
            return Error{ErrorCode::INVALID_CONFIG, reason.data()};
    rd_kafka_conf_set_log_cb(conf.get(), [](const rd_kafka_t*, int, const char*, const char* text) {
        spdlog::debug("workload: {}", text);
    });
    configure(conf.get());
    auto* handle = rd_kafka_new(type, conf.get(), reason.data(), reason.size());
    if (!handle)
        return Error{ErrorCode::INVALID_CONFIG, reason.data()};
    (void)conf.release(); // it is the handle's now
    return KafkaHandle(handle);
}

} // namespace partitura::app

#include "tests/bench/kafka_load.h"

#include "app/clients/kafka_client.h"

#include <librdkafka/rdkafka_mock.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

namespace partitura::bench {
namespace {

using Clock = std::chrono::steady_clock;
using Properties = app::KafkaProperties;

constexpr int patienceMs = 60'000;

struct DestroyTopic {
    void operator()(rd_kafka_topic_t* topic) const { rd_kafka_topic_destroy(topic); }
};
using KafkaTopic = std::unique_ptr<rd_kafka_topic_t, DestroyTopic>;

double perSecond(std::int64_t records, Clock::time_point since) {
    return static_cast<double>(records) / std::chrono::duration<double>(Clock::now() - since).count();
}

app::KafkaHandle client(rd_kafka_type_t type, const Properties& properties) {
    auto handle = app::makeKafkaClient(type, properties, [](rd_kafka_conf_t*) {});
    if (!handle)
        throw std::runtime_error(handle.error().context);
    return std::move(*handle);
}

app::KafkaHandle producer(Properties properties, const Load& load) {
    properties.insert(properties.end(), {{"acks", load.acks},
                                         {"linger.ms", "5"},
                                         {"queue.buffering.max.messages", "1000000"},
                                         {"delivery.report.only.error", "true"}});
    return client(RD_KAFKA_PRODUCER, properties);
}

double produce(rd_kafka_t* handle, const Load& load) {
    const KafkaTopic topic(rd_kafka_topic_new(handle, load.topic.c_str(), nullptr));
    const std::string value(load.recordBytes, 'x');
    // Connected, and with the topic's leaders known, before the clock starts.
    const auto send = [&] {
        return rd_kafka_produce(topic.get(), RD_KAFKA_PARTITION_UA, RD_KAFKA_MSG_F_COPY,
                                const_cast<char*>(value.data()), value.size(), nullptr, 0, nullptr) == 0;
    };
    const auto flush = [&] {
        if (rd_kafka_flush(handle, patienceMs) != RD_KAFKA_RESP_ERR_NO_ERROR)
            throw std::runtime_error("not every record was acknowledged");
    };
    send();
    flush();
    const auto start = Clock::now();
    constexpr std::int64_t atOnce = 1000; // between looks at the clock
    for (std::int64_t i = 0; i < load.records;) {
        if (load.perSecond > 0 && i % atOnce == 0)
            std::this_thread::sleep_until(
                start + std::chrono::duration_cast<Clock::duration>(
                            std::chrono::duration<double>(static_cast<double>(i) / load.perSecond)));
        if (send())
            ++i;
        else
            rd_kafka_poll(handle, 1);
    }
    flush();
    return perSecond(load.records, start);
}

} // namespace

double produce(const std::string& servers, const Load& load) {
    return produce(producer({{"bootstrap.servers", servers}}, load).get(), load);
}

double produceToMock(const Load& load, int partitions) {
    const auto handle = producer({{"test.mock.num.brokers", "1"}}, load);
    rd_kafka_mock_topic_create(rd_kafka_handle_mock_cluster(handle.get()), load.topic.c_str(), partitions, 1);
    return produce(handle.get(), load);
}

double consume(const std::string& servers, const Load& load, int partitions) {
    const auto handle = client(RD_KAFKA_CONSUMER, {{"bootstrap.servers", servers},
                                                   {"group.id", "bench"},
                                                   {"enable.auto.commit", "false"},
                                                   // A full queue would make it pause for a second.
                                                   {"queued.min.messages", "10000000"},
                                                   {"queued.max.messages.kbytes", "2000000"},
                                                   {"auto.offset.reset", "earliest"}});
    rd_kafka_poll_set_consumer(handle.get());
    const app::KafkaTopicList all(rd_kafka_topic_partition_list_new(partitions));
    for (int i = 0; i < partitions; ++i)
        rd_kafka_topic_partition_list_add(all.get(), load.topic.c_str(), i)->offset =
            RD_KAFKA_OFFSET_BEGINNING;
    rd_kafka_assign(handle.get(), all.get());
    const std::unique_ptr<rd_kafka_queue_t, decltype(&rd_kafka_queue_destroy)> queue(
        rd_kafka_queue_get_consumer(handle.get()), rd_kafka_queue_destroy);
    std::array<rd_kafka_message_t*, 1000> messages{};
    std::int64_t read = 0;
    auto start = Clock::now();
    while (read < load.records) {
        // It waits until it has as many as asked for: no more than are still to come.
        const auto wanted =
            std::min<std::size_t>(messages.size(), static_cast<std::size_t>(load.records - read));
        const auto count = rd_kafka_consume_batch_queue(queue.get(), patienceMs, messages.data(), wanted);
        if (count <= 0)
            throw std::runtime_error("the records did not come");
        if (read == 0)
            start = Clock::now(); // connected, and with something to read
        std::string problem;      // told once all are given back: the client's end waits for that
        for (ssize_t i = 0; i < count; ++i) {
            const app::KafkaMessage message(messages[static_cast<std::size_t>(i)]);
            if (message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
                problem = rd_kafka_message_errstr(message.get());
        }
        if (!problem.empty())
            throw std::runtime_error("a reader failed: " + problem);
        read += count;
    }
    return perSecond(read, start);
}

} // namespace partitura::bench

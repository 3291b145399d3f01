#include "app/workload/demo.h"

#include "app/workload/kafka_client.h"
#include "broker/base/random.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <stop_token>

namespace partitura::app {
namespace {

using namespace std::chrono_literals;

constexpr auto ordersTopic = "orders";
constexpr auto clicksTopic = "clicks";
constexpr std::size_t customers = 48;

constexpr std::array<std::string_view, 8> products = {"score paper", "metronome",   "violin strings",
                                                      "rosin",       "music stand", "tuning fork",
                                                      "cello bow",   "piano stool"};
constexpr std::array<std::string_view, 5> pages = {"/", "/instruments", "/scores", "/basket", "/checkout"};

/// Waits, or returns early when asked to stop.
void pause(const std::stop_token& stop, std::chrono::milliseconds time) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
}

struct Message {
    std::string key;
    std::string value;
};

struct ProducerSpec {
    std::string clientId;
    std::string topic;
    double perSecond = 10; ///< on average; it swells and falls by half over a minute
    std::function<Message(std::uint64_t number, Random&)> make;
};

void produce(const std::stop_token& stop, const std::string& servers, const ProducerSpec& spec) {
    const auto client = makeKafkaClient(RD_KAFKA_PRODUCER, {{"bootstrap.servers", servers},
                                                            {"client.id", spec.clientId},
                                                            {"linger.ms", "20"},
                                                            {"enable.idempotence", "true"}});
    if (!client)
        return;
    constexpr auto step = 50ms;
    constexpr double swellSeconds = 60;
    SeededRandom random(std::hash<std::string>{}(spec.clientId));
    double owed = 0;
    std::uint64_t number = 0;
    for (double seconds = 0; !stop.stop_requested(); seconds += 0.05) {
        owed += spec.perSecond * 0.05 * (1 + 0.5 * std::sin(seconds * 2 * M_PI / swellSeconds));
        for (; owed >= 1; --owed) {
            const auto message = spec.make(++number, random);
            rd_kafka_producev(client.get(), RD_KAFKA_V_TOPIC(spec.topic.c_str()),
                              RD_KAFKA_V_KEY(message.key.data(), message.key.size()),
                              RD_KAFKA_V_VALUE(const_cast<char*>(message.value.data()), message.value.size()),
                              RD_KAFKA_V_HEADER("source", spec.clientId.data(), spec.clientId.size()),
                              RD_KAFKA_V_MSGFLAGS(RD_KAFKA_MSG_F_COPY), RD_KAFKA_V_END);
        }
        rd_kafka_poll(client.get(), 0);
        pause(stop, step);
    }
    rd_kafka_flush(client.get(), 500);
    rd_kafka_purge(client.get(), RD_KAFKA_PURGE_F_QUEUE | RD_KAFKA_PURGE_F_INFLIGHT);
}

struct ConsumerSpec {
    std::string clientId;
    std::string group;
    std::string topic;
    std::chrono::milliseconds perRecord{0}; ///< what working on one record takes
    std::chrono::milliseconds naps{0};      ///< now and then it stops for so long, and its lag grows
};

void consume(const std::stop_token& stop, const std::string& servers, const ConsumerSpec& spec) {
    const auto client = makeKafkaClient(RD_KAFKA_CONSUMER, {{"bootstrap.servers", servers},
                                                            {"client.id", spec.clientId},
                                                            {"group.id", spec.group},
                                                            {"auto.offset.reset", "earliest"},
                                                            {"auto.commit.interval.ms", "1000"},
                                                            {"session.timeout.ms", "10000"}});
    if (!client)
        return;
    rd_kafka_poll_set_consumer(client.get());
    const KafkaTopicList topics(rd_kafka_topic_partition_list_new(1));
    rd_kafka_topic_partition_list_add(topics.get(), spec.topic.c_str(), RD_KAFKA_PARTITION_UA);
    rd_kafka_subscribe(client.get(), topics.get());
    constexpr std::uint64_t recordsBetweenNaps = 400;
    std::uint64_t read = 0;
    while (!stop.stop_requested()) {
        const KafkaMessage message(rd_kafka_consumer_poll(client.get(), 100));
        if (!message || message->err != RD_KAFKA_RESP_ERR_NO_ERROR)
            continue;
        ++read;
        if (spec.perRecord > 0ms)
            pause(stop, spec.perRecord);
        if (spec.naps > 0ms && read % recordsBetweenNaps == 0)
            pause(stop, spec.naps);
    }
    rd_kafka_consumer_close(client.get());
}

Message order(std::uint64_t number, Random& random) {
    // A few customers order most: the square of a uniform number leans to the small.
    const auto u = static_cast<double>(random.below(1'000'000)) / 1'000'000;
    const auto customer = static_cast<std::size_t>(u * u * customers);
    const auto cents = 500 + random.below(20'000);
    return {fmt::format("customer-{:02}", customer),
            fmt::format(
                R"({{"order":{},"customer":"customer-{:02}","product":"{}","quantity":{},"total":{}.{:02}}})",
                100'000 + number, customer, products[random.below(products.size())], 1 + random.below(4),
                cents / 100, cents % 100)};
}

Message click(std::uint64_t number, Random& random) {
    const auto visitor = random.below(500);
    return {fmt::format("visitor-{:03}", visitor),
            fmt::format(R"({{"visitor":{},"page":"{}","sequence":{},"ms":{}}})", visitor,
                        pages[random.below(pages.size())], number, 5 + random.below(400))};
}

} // namespace

std::vector<TopicSpec> demoTopics(int brokers) {
    const auto replicas = static_cast<std::int16_t>(std::min(3, brokers));
    const auto two = static_cast<std::int16_t>(std::min(2, brokers));
    return {{ordersTopic, 6, replicas, {}}, {clicksTopic, 3, two, {}}};
}

Demo::Demo(const std::string& servers) {
    for (const auto& spec :
         {ProducerSpec{"shop", ordersTopic, 40, order}, ProducerSpec{"website", clicksTopic, 120, click}})
        m_clients.emplace_back(
            [servers, spec](const std::stop_token& stop) { produce(stop, servers, spec); });
    for (const auto& spec : {ConsumerSpec{"billing-1", "billing", ordersTopic, 0ms, 0ms},
                             ConsumerSpec{"billing-2", "billing", ordersTopic, 0ms, 0ms},
                             ConsumerSpec{"shipping-1", "shipping", ordersTopic, 15ms, 6000ms},
                             ConsumerSpec{"statistics-1", "statistics", clicksTopic, 0ms, 0ms}})
        m_clients.emplace_back(
            [servers, spec](const std::stop_token& stop) { consume(stop, servers, spec); });
}

Demo::~Demo() {
    for (auto& client : m_clients)
        client.request_stop();
}

} // namespace partitura::app

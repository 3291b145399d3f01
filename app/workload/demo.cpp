#include "app/workload/demo.h"

#include <spdlog/spdlog.h>

#include <algorithm>

namespace partitura::app {
namespace {

constexpr auto ordersTopic = "orders";
constexpr auto clicksTopic = "clicks";

WorkloadSpec producer(std::string name, ProducerSpec work) {
    work.shape = RateShape::wave;
    work.periodMs = 60'000;
    work.lingerMs = 20;
    work.headers = {{"source", name}};
    return {std::move(name), 1, 1, std::move(work)};
}

WorkloadSpec consumers(std::string group, const char* topic, std::int64_t clients) {
    ConsumerSpec work;
    work.topics = {topic};
    work.group = group;
    return {std::move(group), clients, 1, std::move(work)};
}

} // namespace

std::vector<TopicSpec> demoTopics(int brokers) {
    const auto replicas = static_cast<std::int16_t>(std::min(3, brokers));
    const auto two = static_cast<std::int16_t>(std::min(2, brokers));
    return {{ordersTopic, 6, replicas, {}}, {clicksTopic, 3, two, {}}};
}

std::vector<WorkloadSpec> demoWorkloads() {
    ProducerSpec orders;
    orders.topic = ordersTopic;
    orders.perSecond = 40;
    orders.keys = {KeyKind::zipf, 48, 0.7, 0, "customer-"}; // a few customers order most
    orders.value = R"({"order":{sequence},"customer":"{key}",)"
                   R"("product":"{choice:score paper|metronome|violin strings|rosin|music stand|tuning fork|)"
                   R"(cello bow|piano stool}","quantity":{random:1..4},"total":{random:5.00..205.00}})";
    ProducerSpec clicks;
    clicks.topic = clicksTopic;
    clicks.perSecond = 120;
    clicks.keys = {KeyKind::uniform, 500, 1, 0, "visitor-"};
    clicks.value = R"({"visitor":"{key}","page":"{choice:/|/instruments|/scores|/basket|/checkout}",)"
                   R"("sequence":{sequence},"ms":{random:5..404}})";
    auto shipping = consumers("shipping", ordersTopic, 1);
    auto& parcels = std::get<ConsumerSpec>(shipping.work);
    parcels.perRecordUs = 15'000;
    parcels.pauseEvery = 400; // now and then it stops, and its lag grows
    parcels.pauseMs = 6000;
    return {producer("shop", std::move(orders)), producer("website", std::move(clicks)),
            consumers("billing", ordersTopic, 2), std::move(shipping),
            consumers("statistics", clicksTopic, 1)};
}

void startDemo(Workloads& workloads) {
    for (auto& spec : demoWorkloads()) {
        const auto before = workloads.snapshot();
        const auto* there = before->find(spec.name);
        const auto id = there ? Result<WorkloadId>(there->id) : workloads.add(std::move(spec));
        const auto started = id ? workloads.start(*id) : Result<void>(id.error());
        if (!started)
            spdlog::warn("demo: {}", started.error().context);
    }
}

} // namespace partitura::app

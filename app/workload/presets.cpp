#include "app/workload/presets.h"

#include <algorithm>

namespace partitura::app {
namespace {

WorkloadSpec producer(std::string name, const std::string& topic, double perSecond) {
    ProducerSpec work;
    work.topic = topic;
    work.perSecond = perSecond;
    WorkloadSpec spec;
    spec.name = std::move(name);
    spec.work = std::move(work);
    return spec;
}

WorkloadSpec consumers(std::string name, const std::string& topic, std::int64_t clients) {
    ConsumerSpec work;
    work.topics = {topic};
    work.group = name;
    WorkloadSpec spec;
    spec.name = std::move(name);
    spec.clients = clients;
    spec.work = std::move(work);
    return spec;
}

std::vector<WorkloadSpec> steady(const std::string& topic) {
    return {producer("steady", topic, 100), consumers("steady-reader", topic, 1)};
}

std::vector<WorkloadSpec> bursty(const std::string& topic) {
    auto bursts = producer("bursty", topic, 200);
    auto& work = std::get<ProducerSpec>(bursts.work);
    work.shape = RateShape::bursty;
    work.periodMs = 10'000;
    work.duty = 0.2;
    auto reader = consumers("bursty-reader", topic, 1);
    std::get<ConsumerSpec>(reader.work).perRecordUs = 3000; // keeps up on average, not while a burst lasts
    return {bursts, reader};
}

std::vector<WorkloadSpec> hotKey(const std::string& topic) {
    auto hot = producer("hot-key", topic, 300);
    auto& work = std::get<ProducerSpec>(hot.work);
    work.keys = {KeyKind::hot, 50, 1, 0.8, "customer-"};
    auto readers = consumers("hot-key-reader", topic, 3);
    std::get<ConsumerSpec>(readers.work).perRecordUs = 5000; // enough for an even share, not for the hot one
    return {hot, readers};
}

std::vector<WorkloadSpec> slowConsumer(const std::string& topic) {
    auto reader = consumers("slow-consumer", topic, 1);
    std::get<ConsumerSpec>(reader.work).perRecordUs = 50'000; // 20 a second, a fifth of what comes
    return {producer("slow-consumer-feed", topic, 100), reader};
}

std::vector<WorkloadSpec> poisonRecord(const std::string& topic) {
    auto feed = producer("poison-feed", topic, 20);
    std::get<ProducerSpec>(feed.work).poisonEvery = 200;
    auto reader = consumers("poison-victim", topic, 1);
    auto& work = std::get<ConsumerSpec>(reader.work);
    work.poisonMatch = "poison";
    work.poison = PoisonAction::retry;
    work.commit = CommitMode::batch;
    return {feed, reader};
}

} // namespace

const std::vector<WorkloadPreset>& workloadPresets() {
    static const std::vector<WorkloadPreset> presets{{"steady", steady},
                                                     {"bursty", bursty},
                                                     {"hot-key", hotKey},
                                                     {"slow-consumer", slowConsumer},
                                                     {"poison-record", poisonRecord}};
    return presets;
}

const WorkloadPreset* findPreset(std::string_view key) {
    const auto at = std::ranges::find(workloadPresets(), key, &WorkloadPreset::key);
    return at != workloadPresets().end() ? &*at : nullptr;
}

} // namespace partitura::app

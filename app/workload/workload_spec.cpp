#include "app/workload/workload_spec.h"

#include "app/workload/value_template.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::app {
namespace {

using Kind = SpecProblem::Kind;

constexpr std::size_t longestName = 249; // of a topic (Topic.MAX_NAME_LENGTH); others keep to it here

class Problems {
public:
    void range(SpecField field, double value, double least, double most) {
        if (!(value >= least && value <= most)) // catches NaN, too
            found.push_back({field, Kind::outOfRange, least, most});
    }
    void name(SpecField field, std::string_view text) {
        if (text.empty())
            found.push_back({field, Kind::missing});
        else if (text.size() > longestName)
            found.push_back({field, Kind::badName});
    }
    /// Kafka's rule for topics: org.apache.kafka.common.internals.Topic.validate.
    void topic(SpecField field, std::string_view text) {
        const auto legal = [](char c) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
                   c == '_' || c == '-';
        };
        if (text == "." || text == ".." || !std::ranges::all_of(text, legal))
            found.push_back({field, Kind::badName});
        else
            name(field, text);
    }

    std::vector<SpecProblem> found;
};

void check(const ProducerSpec& spec, Problems& problems) {
    constexpr double hour = 3'600'000;
    problems.topic(SpecField::topic, spec.topic);
    problems.range(SpecField::perSecond, spec.perSecond, 0, mostPerSecond);
    if (spec.shape != RateShape::constant)
        problems.range(SpecField::period, double(spec.periodMs), 100, hour);
    if (spec.shape == RateShape::bursty)
        problems.range(SpecField::duty, spec.duty, 0.01, 1);
    if (spec.keys.kind != KeyKind::none) {
        problems.range(SpecField::keyCount, double(spec.keys.count), 1, double(mostKeys));
        if (spec.keys.prefix.size() > longestName)
            problems.found.push_back({SpecField::keyCount, Kind::badName});
    }
    if (spec.keys.kind == KeyKind::zipf)
        problems.range(SpecField::skew, spec.keys.skew, 0, 10);
    if (spec.keys.kind == KeyKind::hot)
        problems.range(SpecField::hotShare, spec.keys.hotShare, 0, 1);
    if (!ValueTemplate::parse(spec.value))
        problems.found.push_back({SpecField::value, Kind::badTemplate});
    problems.range(SpecField::padBytes, double(spec.padBytes), 0, double(mostValueBytes));
    if (spec.headers.size() > std::size_t(mostHeaders))
        problems.found.push_back({SpecField::headers, Kind::outOfRange, 0, double(mostHeaders)});
    problems.range(SpecField::acks, double(spec.acks), -1, 1);
    if (spec.idempotent && spec.acks != -1)
        problems.found.push_back({SpecField::acks, Kind::needsAllAcks});
    problems.range(SpecField::linger, double(spec.lingerMs), 0, 60'000);
    problems.range(SpecField::batchBytes, double(spec.batchBytes), 1, double(mostValueBytes));
    if (spec.transactional)
        problems.found.push_back({SpecField::transactional, Kind::notSupported});
    problems.range(SpecField::poison, double(spec.poisonEvery), 0, 1e9);
    if (spec.poisonEvery > 0 && spec.poisonValue.size() > std::size_t(mostValueBytes))
        problems.found.push_back({SpecField::poison, Kind::badName});
}

void check(const ConsumerSpec& spec, Problems& problems) {
    constexpr double minute = 60'000;
    if (spec.topics.empty())
        problems.found.push_back({SpecField::topics, Kind::missing});
    if (spec.topics.size() > std::size_t(mostTopics))
        problems.found.push_back({SpecField::topics, Kind::outOfRange, 1, double(mostTopics)});
    for (const auto& topic : spec.topics)
        problems.topic(SpecField::topics, topic);
    problems.name(SpecField::group, spec.group);
    problems.range(SpecField::perRecord, double(spec.perRecordUs), 0, double(mostPerRecordUs));
    problems.range(SpecField::pause, double(spec.pauseEvery), 0, 1e9);
    problems.range(SpecField::pause, double(spec.pauseMs), 0, 10 * minute);
    if (spec.commit == CommitMode::interval)
        problems.range(SpecField::commitInterval, double(spec.commitIntervalMs), 1, 60 * minute);
    // What the brokers allow: group.min.session.timeout.ms and group.max.session.timeout.ms by default.
    problems.range(SpecField::sessionTimeout, double(spec.sessionTimeoutMs), 6000, 30 * minute);
}

} // namespace

std::vector<SpecProblem> problemsOf(const WorkloadSpec& spec) {
    Problems problems;
    problems.name(SpecField::name, spec.name);
    problems.range(SpecField::clients, double(spec.clients), 1, double(mostClients));
    std::visit([&](const auto& work) { check(work, problems); }, spec.work);
    return std::move(problems.found);
}

std::string toString(const SpecProblem& problem) {
    // In the order of SpecField.
    static constexpr std::string_view fields[] = {"name",
                                                  "clients",
                                                  "topic",
                                                  "perSecond",
                                                  "periodMs",
                                                  "duty",
                                                  "keyCount",
                                                  "keySkew",
                                                  "hotShare",
                                                  "value",
                                                  "padBytes",
                                                  "headers",
                                                  "acks",
                                                  "lingerMs",
                                                  "batchBytes",
                                                  "transactional",
                                                  "poisonEvery",
                                                  "topics",
                                                  "group",
                                                  "perRecordUs",
                                                  "pauseMs",
                                                  "commitIntervalMs",
                                                  "sessionTimeoutMs"};
    static_assert(std::size(fields) == std::size_t(SpecField::sessionTimeout) + 1);
    const auto field = fields[std::size_t(problem.field)];
    switch (problem.kind) {
    case Kind::missing:
        return fmt::format("\"{}\" is missing", field);
    case Kind::badName:
        return fmt::format("\"{}\" must have at most {} letters, digits, \".\", \"_\" or \"-\"", field,
                           longestName);
    case Kind::outOfRange:
        return fmt::format("\"{}\" must be from {} to {}", field, problem.least, problem.most);
    case Kind::badTemplate:
        return fmt::format("\"{}\" is a template with an error", field);
    case Kind::needsAllAcks:
        return fmt::format("\"{}\" must be -1 where \"idempotent\" is true", field);
    case Kind::notSupported:
        return fmt::format("\"{}\" cannot be true yet", field);
    }
    return {};
}

} // namespace partitura::app

// Specs as JSON. One list of fields a struct, walked to write and to read.
#include "app/workload/workload_spec.h"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <concepts>

namespace partitura::app {
namespace {

using nlohmann::json;

/// A field that holds something else than it should.
struct Mismatch {
    std::string what;
};

class Writer {
public:
    template <typename T>
    void operator()(const char* name, T& value) {
        object[name] = value;
    }
    template <typename Enum, std::size_t n>
    void operator()(const char* name, Enum& value, const std::string_view (&names)[n]) {
        object[name] = names[std::size_t(value)];
    }

    json object = json::object();
};

class Reader {
public:
    explicit Reader(const json& object)
        : m_object(object) {}

    template <typename T>
    void operator()(const char* name, T& value) {
        const auto at = m_object.find(name);
        if (at == m_object.end())
            return;
        const bool fits = std::same_as<T, bool> ? at->is_boolean()
                          : std::same_as<T, double>
                              ? at->is_number()
                              : !std::integral<T> || (at->is_number_integer() && !at->is_boolean());
        if (!fits)
            throw Mismatch{fmt::format("\"{}\" is {}", name, at->dump())};
        at->get_to(value);
    }
    template <typename Enum, std::size_t n>
    void operator()(const char* name, Enum& value, const std::string_view (&names)[n]) {
        std::string text(names[std::size_t(value)]);
        (*this)(name, text);
        const auto* at = std::ranges::find(names, text);
        if (at == std::end(names))
            throw Mismatch{fmt::format("\"{}\" is \"{}\"", name, text)};
        value = Enum(at - std::begin(names));
    }

private:
    const json& m_object;
};

void fields(auto& field, KeySpec& spec) {
    field("keys", spec.kind, keyKindNames);
    field("keyCount", spec.count);
    field("keySkew", spec.skew);
    field("hotShare", spec.hotShare);
    field("keyPrefix", spec.prefix);
}

void fields(auto& field, ProducerSpec& spec) {
    field("topic", spec.topic);
    field("perSecond", spec.perSecond);
    field("shape", spec.shape, rateShapeNames);
    field("periodMs", spec.periodMs);
    field("duty", spec.duty);
    fields(field, spec.keys);
    field("value", spec.value);
    field("padBytes", spec.padBytes);
    field("headers", spec.headers);
    field("acks", spec.acks);
    field("lingerMs", spec.lingerMs);
    field("batchBytes", spec.batchBytes);
    field("codec", spec.codec, codecNames);
    field("idempotent", spec.idempotent);
    field("transactional", spec.transactional);
    field("poisonEvery", spec.poisonEvery);
    field("poisonValue", spec.poisonValue);
}

void fields(auto& field, ConsumerSpec& spec) {
    field("topics", spec.topics);
    field("group", spec.group);
    field("perRecordUs", spec.perRecordUs);
    field("pauseEvery", spec.pauseEvery);
    field("pauseMs", spec.pauseMs);
    field("commit", spec.commit, commitModeNames);
    field("commitIntervalMs", spec.commitIntervalMs);
    field("isolation", spec.isolation, isolationNames);
    field("assignor", spec.assignor, assignorNames);
    field("sessionTimeoutMs", spec.sessionTimeoutMs);
    field("poisonMatch", spec.poisonMatch);
    field("poison", spec.poison, poisonActionNames);
}

constexpr std::string_view kindNames[] = {"producer", "consumer"};

void fields(auto& field, WorkloadSpec& spec) {
    enum class Kind { producer, consumer };
    auto kind = Kind(spec.work.index());
    field("kind", kind, kindNames);
    if (std::size_t(kind) != spec.work.index())
        spec.work = ConsumerSpec();
    field("name", spec.name);
    field("clients", spec.clients);
    field("seed", spec.seed);
    std::visit([&](auto& work) { fields(field, work); }, spec.work);
}

} // namespace

std::string toJson(std::span<const WorkloadSpec> specs) {
    auto all = json::array();
    for (WorkloadSpec spec : specs) {
        Writer writer;
        fields(writer, spec);
        all.push_back(std::move(writer.object));
    }
    // Names that are no UTF-8 would otherwise throw.
    return all.dump(2, ' ', false, json::error_handler_t::replace);
}

Result<std::vector<WorkloadSpec>> workloadsFromJson(std::string_view text) {
    auto all = json::parse(text, nullptr, false);
    if (all.is_object())
        all = json::array({std::move(all)});
    if (!all.is_array())
        return Error{ErrorCode::INVALID_REQUEST,
                     "workloads are a JSON object or an array of them, and this is neither"};
    if (all.size() > std::size_t(mostWorkloads))
        return Error{ErrorCode::INVALID_REQUEST, fmt::format("more than {} workloads", mostWorkloads)};
    std::vector<WorkloadSpec> specs;
    for (const auto& object : all) {
        if (!object.is_object())
            return Error{ErrorCode::INVALID_REQUEST,
                         fmt::format("workload {} is no JSON object", specs.size() + 1)};
        try {
            Reader reader(object);
            fields(reader, specs.emplace_back());
        } catch (const Mismatch& mismatch) {
            return Error{ErrorCode::INVALID_REQUEST,
                         fmt::format("workload {}: {}", specs.size(), mismatch.what)};
        } catch (const json::exception& error) {
            return Error{ErrorCode::INVALID_REQUEST,
                         fmt::format("workload {}: {}", specs.size(), error.what())};
        }
    }
    return specs;
}

} // namespace partitura::app

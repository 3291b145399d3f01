#include "app/workload/record_maker.h"

namespace partitura::app {
namespace {

std::uint64_t seedOfClient(std::uint64_t seed, std::int64_t client) {
    return SeededRandom(seed + std::uint64_t(client) * 0x9e3779b97f4a7c15ull).next();
}

} // namespace

RecordMaker::RecordMaker(const ProducerSpec& spec, std::uint64_t seed, std::int64_t client)
    : m_template(*ValueTemplate::parse(spec.value))
    , m_keys(spec.keys)
    , m_random(seedOfClient(seed, client))
    , m_padBytes(std::size_t(spec.padBytes))
    , m_poisonEvery(std::uint64_t(spec.poisonEvery))
    , m_poisonValue(spec.poisonValue) {}

const MadeRecord& RecordMaker::make(std::uint64_t sequence, TimestampMs nowMs) {
    const auto key = m_keys.next(m_random);
    m_record.key = key ? std::optional(m_keys.text(*key)) : std::nullopt;
    m_record.value.clear();
    if (m_poisonEvery > 0 && sequence % m_poisonEvery == 0)
        m_record.value = m_poisonValue;
    else
        m_template.make({sequence, m_record.key ? *m_record.key : std::string_view(), nowMs}, m_random,
                        m_record.value);
    if (m_record.value.size() < m_padBytes)
        m_record.value.resize(m_padBytes, ' ');
    return m_record;
}

std::vector<MadeRecord> sampleRecords(const ProducerSpec& spec, std::uint64_t seed, std::size_t count,
                                      TimestampMs nowMs) {
    std::vector<MadeRecord> records;
    if (!ValueTemplate::parse(spec.value))
        return records;
    RecordMaker maker(spec, seed, 0);
    for (std::uint64_t sequence = 1; sequence <= count; ++sequence)
        records.push_back(maker.make(sequence, nowMs));
    return records;
}

} // namespace partitura::app

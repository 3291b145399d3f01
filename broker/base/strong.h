// Strong types for ids, offsets and epochs: one wrapper, so that a partition index is never taken for a
// broker id, nor an epoch for an offset.
#pragma once

#include <compare>
#include <cstdint>
#include <functional>
#include <string>
#include <type_traits>

namespace partitura {

/// A number with a meaning. `Tag` names the meaning; `Rep` is the wire representation.
/// Addition and subtraction of plain integers move along the scale (offset + 1); the difference of two
/// values is a plain integer. Construction is explicit. Thread: a value type.
template <typename Tag, typename Rep>
class Strong {
public:
    using rep = Rep;

    constexpr Strong() = default;
    constexpr explicit Strong(Rep value)
        : m_value(value) {}

    [[nodiscard]] constexpr Rep value() const { return m_value; }

    constexpr auto operator<=>(const Strong&) const = default;

    constexpr Strong& operator++() { return ++m_value, *this; }
    constexpr Strong& operator+=(Rep step) { return m_value += step, *this; }
    friend constexpr Strong operator+(Strong a, Rep step) {
        return Strong(static_cast<Rep>(a.m_value + step));
    }
    friend constexpr Strong operator-(Strong a, Rep step) {
        return Strong(static_cast<Rep>(a.m_value - step));
    }
    friend constexpr Rep operator-(Strong a, Strong b) { return static_cast<Rep>(a.m_value - b.m_value); }

    friend std::string toString(Strong a) { return std::to_string(a.m_value); }

private:
    Rep m_value = Tag::initial;
};

// The value a default-constructed id has is Kafka's "none" for it.
struct BrokerIdTag {
    static constexpr std::int32_t initial = -1;
};
struct PartitionIndexTag {
    static constexpr std::int32_t initial = -1;
};
struct OffsetTag {
    static constexpr std::int64_t initial = 0;
};
struct LeaderEpochTag {
    static constexpr std::int32_t initial = -1;
};
struct ProducerIdTag {
    static constexpr std::int64_t initial = -1;
};
struct ProducerEpochTag {
    static constexpr std::int16_t initial = -1;
};

/// Node id of a broker; -1 is no broker.
using BrokerId = Strong<BrokerIdTag, std::int32_t>;
/// Index of a partition within its topic, from 0.
using PartitionIndex = Strong<PartitionIndexTag, std::int32_t>;
/// Position of a record in a partition. Kafka's special values live with the APIs that use them.
using Offset = Strong<OffsetTag, std::int64_t>;
/// Counts the leaders of a partition; -1 is unknown.
using LeaderEpoch = Strong<LeaderEpochTag, std::int32_t>;
using ProducerId = Strong<ProducerIdTag, std::int64_t>;
using ProducerEpoch = Strong<ProducerEpochTag, std::int16_t>;

} // namespace partitura

template <typename Tag, typename Rep>
struct std::hash<partitura::Strong<Tag, Rep>> {
    std::size_t operator()(partitura::Strong<Tag, Rep> v) const noexcept {
        return std::hash<Rep>{}(v.value());
    }
};

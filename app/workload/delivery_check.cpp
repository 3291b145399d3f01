#include "app/workload/delivery_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <charconv>

namespace partitura::app {

std::string RecordOrigin::text() const {
    return fmt::format("{:016x}-{:x}", run, sequence);
}

std::optional<RecordOrigin> RecordOrigin::parse(std::string_view text) {
    RecordOrigin origin;
    const auto dash = text.find('-');
    if (dash == std::string_view::npos)
        return std::nullopt;
    const auto number = [](std::string_view part, std::uint64_t& into) {
        const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), into, 16);
        return error == std::errc() && end == part.data() + part.size();
    };
    if (!number(text.substr(0, dash), origin.run) || !number(text.substr(dash + 1), origin.sequence))
        return std::nullopt;
    return origin;
}

std::uint64_t DeliveryCheck::Run::lowest() const {
    return highest >= bits() ? std::max(first, highest - bits() + 1) : first;
}

bool DeliveryCheck::Run::has(std::uint64_t sequence) const {
    const auto bit = sequence % bits();
    return (seen[bit / 64] >> (bit % 64) & 1) != 0;
}

void DeliveryCheck::Run::set(std::uint64_t sequence, bool value) {
    const auto bit = sequence % bits();
    const auto mask = std::uint64_t(1) << (bit % 64);
    seen[bit / 64] = value ? seen[bit / 64] | mask : seen[bit / 64] & ~mask;
}

std::uint64_t DeliveryCheck::Run::unseen(std::uint64_t from, std::uint64_t to) const {
    std::uint64_t count = 0;
    while (from <= to) {
        const bool wholeWord = from % 64 == 0 && to - from >= 63;
        count += wholeWord ? std::uint64_t(std::popcount(~seen[from % bits() / 64])) : has(from) ? 0 : 1;
        from += wholeWord ? 64 : 1;
    }
    return count;
}

void DeliveryCheck::Run::raise(std::uint64_t sequence) {
    // More bits first, while there may be more: what they tell is moved to its new places.
    while (sequence - lowest() >= bits() && bits() < window) {
        Run larger = *this;
        larger.seen.assign(seen.size() * 2, 0);
        for (auto number = lowest(); number <= highest; ++number)
            larger.set(number, has(number));
        seen = std::move(larger.seen);
    }
    // Numbers that fall out of the window will not be asked about any more.
    const auto oldLowest = lowest();
    const auto oldHighest = highest;
    const auto newLowest = sequence >= bits() ? std::max(first, sequence - bits() + 1) : first;
    if (newLowest > oldLowest)
        forgotten += unseen(oldLowest, std::min(newLowest - 1, oldHighest));
    if (newLowest > oldHighest + 1)
        forgotten += newLowest - oldHighest - 1;
    for (auto number = std::max(oldHighest + 1, newLowest); number <= sequence; ++number)
        set(number, false);
    highest = sequence;
}

bool DeliveryCheck::sawBefore(const RecordOrigin& origin) {
    auto at = m_runs.find(origin.run);
    if (at == m_runs.end()) {
        if (m_runs.size() >= mostRuns) {
            m_runs.erase(m_order.front());
            m_order.pop_front();
        }
        m_order.push_back(origin.run);
        at = m_runs.emplace(origin.run, Run()).first;
        auto& run = at->second;
        run.seen.assign(16, 0);
        run.first = run.highest = origin.sequence;
        run.set(origin.sequence, true);
        return false;
    }
    auto& run = at->second;
    if (origin.sequence < run.first)
        return false;
    if (origin.sequence > run.highest) {
        run.raise(origin.sequence);
    } else if (origin.sequence < run.lowest()) {
        // It came after all; whether for the first time is not known any more.
        run.forgotten -= run.forgotten > 0 ? 1 : 0;
        return false;
    } else if (run.has(origin.sequence)) {
        return true;
    }
    run.set(origin.sequence, true);
    return false;
}

void DeliveryCheck::processed(const TopicPartition& at, Offset offset,
                              const std::optional<RecordOrigin>& origin) {
    const auto position = m_positions.find(at);
    const bool again = position != m_positions.end() && offset < position->second;
    if (position == m_positions.end()) {
        if (m_positions.size() < mostPartitions)
            m_positions.emplace(at, offset + 1);
    } else if (!again) {
        position->second = offset + 1;
    }
    if (again)
        ++m_repeated; // its number was seen then: that says nothing about the log
    else if (origin && sawBefore(*origin))
        ++m_writtenTwice;
}

std::uint64_t DeliveryCheck::missing(Instant now) {
    std::uint64_t missing = 0;
    for (auto& [id, run] : m_runs) {
        run.highestAt.emplace_back(now, run.highest);
        while (run.highestAt.size() > 1 && now - run.highestAt[1].first >= patience)
            run.highestAt.pop_front();
        missing += run.forgotten;
        if (now - run.highestAt.front().first < patience)
            continue;
        missing += run.unseen(run.lowest(), run.highestAt.front().second);
    }
    return missing;
}

} // namespace partitura::app

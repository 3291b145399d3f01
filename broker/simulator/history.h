// What clients asked and what they were told: the evidence that invariants are checked on.
#pragma once

#include "broker/base/clock.h"
#include "broker/base/error_code.h"
#include "broker/base/topic_partition.h"

#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <string>
#include <vector>

namespace partitura::simulator {

/// A record as a consumer saw it.
struct Polled {
    Offset offset;
    std::int64_t value = 0;
};

/// One operation of a client, from its invocation to its completion. Which fields count follows from the
/// kind.
struct Operation {
    enum class Kind {
        send,   ///< one batch of records; partition, value, count, acks, isIdempotent; then offset
        poll,   ///< partition, session, offset (that asked for), records
        reset,  ///< the broker has no record at a consumer's position: partition, session, offset
        own,    ///< a member took what it was assigned: group, generation, owned
        commit, ///< group, generation, partition, offset
        recall, ///< what is committed: group, partition; then offset, -1 for nothing
    };
    enum class Outcome {
        pending,
        ok,
        failed, ///< it did not happen and never will
        unknown ///< it may have happened, or still happen
    };

    std::uint64_t id = 0; ///< rises with invocations, from 1
    Kind kind{};
    int client = 0;
    Instant invoked{};
    Instant completed{};
    std::uint64_t completion = 0; ///< the id that the next invocation had got when this completed
    Outcome outcome = Outcome::pending;
    ErrorCode error = ErrorCode::NONE; ///< why it is not ok

    TopicPartition partition;
    Offset offset{-1};      ///< of the first record sent; asked for; committed
    std::int64_t value = 0; ///< of the first record; the next one's is one more
    std::int32_t count = 0; ///< of records
    std::int16_t acks = 0;
    bool isIdempotent = false;
    std::uint64_t session = 0; ///< of a client: rises when its position is set instead of moved on
    std::vector<Polled> records;
    std::string group;
    std::int32_t generation = -1;
    std::string member;
    std::vector<TopicPartition> owned;
};

/// `client 3 send orders-1 value 17 x 5 acks=-1 idempotent: ok at 42`.
std::string toString(const Operation& operation);

/// Collects operations and tells of each that completes. It keeps the pending ones and the last of the
/// others. Thread: one.
class History {
public:
    /// `completed` hears of each operation when its outcome is known, in that order.
    explicit History(std::function<void(const Operation&)> completed, std::size_t keptMax = 200)
        : m_completed(std::move(completed))
        , m_keptMax(keptMax) {}

    /// Notes an invocation; the operation's id.
    std::uint64_t invoke(Operation operation, Instant now);
    /// The pending operation, to put what came of it in before complete().
    [[nodiscard]] Operation& pending(std::uint64_t id) { return m_pending.at(id); }
    void complete(std::uint64_t id, Operation::Outcome outcome, ErrorCode error, Instant now);
    /// Both at once, for what is ok.
    void note(Operation operation, Instant invoked, Instant now);

    [[nodiscard]] std::size_t pendingCount() const { return m_pending.size(); }
    /// Operations invoked so far.
    [[nodiscard]] std::uint64_t count() const { return m_last; }
    /// The last to be completed, oldest first.
    [[nodiscard]] const std::deque<Operation>& latest() const { return m_latest; }

private:
    std::function<void(const Operation&)> m_completed;
    const std::size_t m_keptMax;
    std::map<std::uint64_t, Operation> m_pending;
    std::deque<Operation> m_latest;
    std::uint64_t m_last = 0;
};

} // namespace partitura::simulator

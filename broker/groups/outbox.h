// Replies held back until a change of state is complete.
#pragma once

#include <functional>
#include <utility>
#include <vector>

namespace partitura::groups {

/// Collects replies while state changes and makes them when it has, so that one who calls back out of a reply
/// finds the state whole. Thread: one.
class Outbox {
public:
    void add(std::function<void()> reply) { m_replies.push_back(std::move(reply)); }
    template <typename Response>
    void add(std::function<void(Response)> reply, Response response) {
        add([reply = std::move(reply), response = std::move(response)]() mutable { reply(std::move(response)); });
    }

    /// Makes the replies collected so far. The outbox may be destroyed by what they call.
    void flush() {
        for (auto& reply : std::exchange(m_replies, {}))
            reply();
    }

private:
    std::vector<std::function<void()>> m_replies;
};

} // namespace partitura::groups

// A group coordinator in virtual time, over a log in memory, and members to send to it.
#pragma once

#include "broker/base/random.h"
#include "broker/groups/coordinator.h"
#include "broker/simulation/virtual_event_loop.h"

#include <cstdlib>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace partitura::groups {

/// Keeps batches in memory, and commits each after `delay`, or refuses it with `error`.
class LogInMemory final : public OffsetsLog {
public:
    explicit LogInMemory(EventLoop& loop) : m_loop(loop) {}
    void append(PartitionIndex partition, Bytes batch, std::function<void(ErrorCode)> done) override;

    std::map<PartitionIndex, Bytes> batches; ///< committed, end to end
    Duration delay = Duration::zero();
    ErrorCode error = ErrorCode::NONE;
    int appends = 0;

private:
    EventLoop& m_loop;
};

/// Topics of eight partitions each.
class TopicsInMemory final : public TopicDirectory {
public:
    void add(const std::string& name, std::uint8_t id) { m_topics[name].bytes[15] = id; }
    void remove(const std::string& name) { m_topics.erase(name); }

    [[nodiscard]] bool exists(const std::string& topic, PartitionIndex partition) const override;
    [[nodiscard]] std::optional<std::string> nameOf(const Uuid& topicId) const override;
    [[nodiscard]] Uuid idOf(const std::string& topic) const override;

private:
    std::map<std::string, Uuid> m_topics;
};

/// What one request was answered, once it was.
template <typename Response>
class Answer {
public:
    [[nodiscard]] std::function<void(Response)> reply() const {
        return [answers = m_answers](Response response) { answers->push_back(std::move(response)); };
    }
    [[nodiscard]] bool came() const { return !m_answers->empty(); }
    [[nodiscard]] std::size_t count() const { return m_answers->size(); }
    /// The one answer; anything but one is the end of the test.
    const Response* operator->() const { return &get(); }
    [[nodiscard]] const Response& get() const {
        if (m_answers->size() != 1)
            std::abort();
        return m_answers->front();
    }

private:
    std::shared_ptr<std::vector<Response>> m_answers = std::make_shared<std::vector<Response>>();
};

/// A client that may be a member.
struct Client {
    std::string group = "orders";
    std::string clientId = "app";
    std::string memberId;
    std::optional<std::string> instanceId;
    std::int32_t generation = -1;
    std::int32_t sessionTimeoutMs = 10'000;
    std::int32_t rebalanceTimeoutMs = 60'000;
    std::string protocolType = "consumer";
    std::vector<std::pair<std::string, Bytes>> protocols = {{"range", {1}}};
    std::int16_t joinVersion = 3; ///< the last that does not ask for a member id first
};

class GroupBench {
public:
    explicit GroupBench(GroupConfig config = {});
    ~GroupBench();

    /// A coordinator that has forgotten everything and reads the log.
    void restart();
    /// The same, until the log has been read.
    void restartWithoutLoading();
    void load();

    Answer<protocol::JoinGroupResponse> join(const Client& client);
    Answer<protocol::SyncGroupResponse> sync(const Client& client, const std::map<std::string, Bytes>& assignments = {});
    ErrorCode heartbeat(const Client& client);
    protocol::LeaveGroupResponse leave(const std::string& group,
                                       std::vector<protocol::LeaveGroupRequest::MemberIdentity> members);
    ErrorCode leave(const Client& client);
    Answer<protocol::OffsetCommitResponse> commit(const Client& client, const std::string& topic, std::int32_t partition,
                                                  std::int64_t offset, const std::string& metadata = "",
                                                  std::int16_t version = 8);
    /// Offset of one partition as OffsetFetch tells it; -1 if none. `error` gets the partition's, if given.
    std::int64_t fetch(const std::string& group, const std::string& topic, std::int32_t partition,
                       bool requireStable = false, ErrorCode* error = nullptr);

    /// Takes up what a JoinGroup was answered.
    static void accept(Client& client, const Answer<protocol::JoinGroupResponse>& answer);
    /// Brings new clients into one stable generation of a group, the first as leader; each is assigned its number.
    void stabilize(const std::vector<Client*>& clients);

    [[nodiscard]] std::shared_ptr<const observe::GroupSnapshot> snapshot(const std::string& group = "orders");
    [[nodiscard]] std::vector<std::string> eventNames() const;

    simulation::VirtualScheduler scheduler;
    simulation::VirtualEventLoop loop{scheduler};
    SeededRandom random{1};
    LogInMemory log{loop};
    TopicsInMemory topics;
    GroupConfig config;
    std::vector<observe::Event> events;
    std::unique_ptr<GroupCoordinator> coordinator;
};

} // namespace partitura::groups

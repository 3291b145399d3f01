#include "tests/groups/group_bench.h"

namespace partitura::groups {

using namespace std::chrono_literals;

void LogInMemory::append(PartitionIndex partition, Bytes batch, std::function<void(ErrorCode)> done) {
    ++appends;
    m_loop.schedule(delay,
                    [this, partition, batch = std::move(batch), done = std::move(done), outcome = error] {
                        if (outcome == ErrorCode::NONE)
                            batches[partition].insert(batches[partition].end(), batch.begin(), batch.end());
                        done(outcome);
                    });
}

bool TopicsInMemory::exists(const std::string& topic, PartitionIndex partition) const {
    return m_topics.contains(topic) && partition >= PartitionIndex(0) && partition < PartitionIndex(8);
}

std::optional<std::string> TopicsInMemory::nameOf(const Uuid& topicId) const {
    for (const auto& [name, id] : m_topics)
        if (id == topicId)
            return name;
    return std::nullopt;
}

Uuid TopicsInMemory::idOf(const std::string& topic) const {
    const auto found = m_topics.find(topic);
    return found == m_topics.end() ? Uuid() : found->second;
}

GroupBench::GroupBench(GroupConfig settings)
    : config(settings) {
    topics.add("a", 1);
    topics.add("b", 2);
    restart();
}

GroupBench::~GroupBench() {
    if (coordinator)
        coordinator->shutdown();
}

void GroupBench::restart() {
    restartWithoutLoading();
    load();
}

void GroupBench::restartWithoutLoading() {
    coordinator.reset();
    coordinator = std::make_unique<GroupCoordinator>(
        config, BrokerId(1), loop, random, log, topics,
        [this](observe::Event event) { events.push_back(std::move(event)); });
    for (std::int32_t p = 0; p < config.offsetsTopicPartitions; ++p)
        coordinator->beginLoad(PartitionIndex(p));
}

void GroupBench::load() {
    for (std::int32_t p = 0; p < config.offsetsTopicPartitions; ++p) {
        if (const auto found = log.batches.find(PartitionIndex(p)); found != log.batches.end())
            if (!coordinator->replay(PartitionIndex(p), found->second).ok())
                std::abort();
        coordinator->endLoad(PartitionIndex(p));
    }
}

Answer<protocol::JoinGroupResponse> GroupBench::join(const Client& client) {
    protocol::JoinGroupRequest request;
    request.groupId = client.group;
    request.sessionTimeoutMs = client.sessionTimeoutMs;
    request.rebalanceTimeoutMs = client.rebalanceTimeoutMs;
    request.memberId = client.memberId;
    request.groupInstanceId = client.instanceId;
    request.protocolType = client.protocolType;
    for (const auto& [name, metadata] : client.protocols)
        request.protocols.push_back({name, metadata});
    Answer<protocol::JoinGroupResponse> answer;
    coordinator->joinGroup({client.clientId, "/127.0.0.1", client.joinVersion}, request, answer.reply());
    return answer;
}

Answer<protocol::SyncGroupResponse> GroupBench::sync(const Client& client,
                                                     const std::map<std::string, Bytes>& assignments) {
    protocol::SyncGroupRequest request;
    request.groupId = client.group;
    request.generationId = client.generation;
    request.memberId = client.memberId;
    request.groupInstanceId = client.instanceId;
    for (const auto& [member, assignment] : assignments)
        request.assignments.push_back({member, assignment});
    Answer<protocol::SyncGroupResponse> answer;
    coordinator->syncGroup({client.clientId, "/127.0.0.1", 5}, request, answer.reply());
    return answer;
}

ErrorCode GroupBench::heartbeat(const Client& client) {
    Answer<protocol::HeartbeatResponse> answer;
    coordinator->heartbeat({client.clientId, "/127.0.0.1", 4},
                           {client.group, client.generation, client.memberId, client.instanceId},
                           answer.reply());
    return answer->errorCode;
}

protocol::LeaveGroupResponse
GroupBench::leave(const std::string& group,
                  std::vector<protocol::LeaveGroupRequest::MemberIdentity> members) {
    Answer<protocol::LeaveGroupResponse> answer;
    coordinator->leaveGroup({"admin", "/127.0.0.1", 5}, {group, {}, std::move(members)}, answer.reply());
    return answer.get();
}

ErrorCode GroupBench::leave(const Client& client) {
    Answer<protocol::LeaveGroupResponse> answer;
    coordinator->leaveGroup({client.clientId, "/127.0.0.1", 0}, {client.group, client.memberId, {}},
                            answer.reply());
    return answer->errorCode;
}

Answer<protocol::OffsetCommitResponse> GroupBench::commit(const Client& client, const std::string& topic,
                                                          std::int32_t partition, std::int64_t offset,
                                                          const std::string& metadata, std::int16_t version) {
    protocol::OffsetCommitRequest request;
    request.groupId = client.group;
    request.generationIdOrMemberEpoch = client.generation;
    request.memberId = client.memberId;
    request.groupInstanceId = client.instanceId;
    request.topics.push_back({topic, topics.idOf(topic), {{partition, offset, 7, metadata}}});
    Answer<protocol::OffsetCommitResponse> answer;
    coordinator->offsetCommit({client.clientId, "/127.0.0.1", version}, request, answer.reply());
    return answer;
}

std::int64_t GroupBench::fetch(const std::string& group, const std::string& topic, std::int32_t partition,
                               bool requireStable, ErrorCode* error) {
    protocol::OffsetFetchRequest request;
    request.groupId = group;
    request.topics->push_back({topic, {partition}});
    request.requireStable = requireStable;
    Answer<protocol::OffsetFetchResponse> answer;
    coordinator->offsetFetch({"reader", "/127.0.0.1", 7}, request, answer.reply());
    const auto& fetched = answer->topics.at(0).partitions.at(0);
    if (error)
        *error = fetched.errorCode;
    return fetched.committedOffset;
}

void GroupBench::accept(Client& client, const Answer<protocol::JoinGroupResponse>& answer) {
    client.memberId = answer->memberId;
    client.generation = answer->generationId;
}

void GroupBench::stabilize(const std::vector<Client*>& clients) {
    Client& leader = *clients.front();
    auto leaderJoin = join(leader);
    scheduler.runPending();
    if (clients.size() > 1) {
        accept(leader, leaderJoin);
        std::vector<Answer<protocol::JoinGroupResponse>> joins(clients.size());
        for (std::size_t i = 1; i < clients.size(); ++i)
            joins[i] = join(*clients[i]);
        leaderJoin = join(leader);
        scheduler.runPending();
        for (std::size_t i = 1; i < clients.size(); ++i)
            accept(*clients[i], joins[i]);
    }
    accept(leader, leaderJoin);

    std::map<std::string, Bytes> assignments;
    for (std::size_t i = 0; i < clients.size(); ++i)
        assignments[clients[i]->memberId] = {static_cast<std::uint8_t>(i)};
    for (Client* client : clients)
        sync(*client, client == &leader ? assignments : std::map<std::string, Bytes>());
    scheduler.runFor(log.delay);
    scheduler.runPending();
}

std::shared_ptr<const observe::GroupSnapshot> GroupBench::snapshot(const std::string& group) {
    for (auto& snapshot : coordinator->snapshots())
        if (snapshot->id == group)
            return snapshot;
    return nullptr;
}

std::vector<std::string> GroupBench::eventNames() const {
    std::vector<std::string> names;
    for (const auto& event : events)
        names.emplace_back(observe::eventKindName(event.kind));
    return names;
}

} // namespace partitura::groups

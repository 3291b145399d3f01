#include "tests/raft/quorum.h"

#include "broker/protocol/frame.h"
#include "broker/record/batch_builder.h"
#include "broker/record/for_each_record.h"

#include <algorithm>

namespace partitura::raft::test {
namespace {

const TopicPartition quorumLog{"__cluster_metadata", PartitionIndex(0)};

} // namespace

/// Where disks are synced: what is posted takes its time, so that a crash may come before it.
class Quorum::DiskLoop final : public EventLoop {
public:
    DiskLoop(simulation::VirtualScheduler& scheduler, Random& random)
        : m_loop(scheduler)
        , m_random(random) {}
    void post(Task task) override {
        m_loop.schedule(std::chrono::microseconds(m_random.below(20'000)), std::move(task));
    }
    TimerId schedule(Duration delay, Task task) override { return m_loop.schedule(delay, std::move(task)); }
    void cancel(TimerId timer) override { m_loop.cancel(timer); }
    [[nodiscard]] bool isCurrent() const override { return m_loop.isCurrent(); }
    [[nodiscard]] const Clock& clock() const override { return m_loop.clock(); }

private:
    simulation::VirtualEventLoop m_loop;
    Random& m_random;
};

class Quorum::Peers final : public RaftPeers {
public:
    Peers(Quorum& quorum, int self)
        : m_quorum(quorum)
        , m_self(self) {}
    void send(BrokerId to, const protocol::VoteRequest& r, Answer<protocol::VoteRequest> a) override {
        m_quorum.deliver(m_self, to.value(), r, std::move(a));
    }
    void send(BrokerId to, const protocol::BeginQuorumEpochRequest& r,
              Answer<protocol::BeginQuorumEpochRequest> a) override {
        m_quorum.deliver(m_self, to.value(), r, std::move(a));
    }
    void send(BrokerId to, const protocol::EndQuorumEpochRequest& r,
              Answer<protocol::EndQuorumEpochRequest> a) override {
        m_quorum.deliver(m_self, to.value(), r, std::move(a));
    }
    void send(BrokerId to, const protocol::FetchRequest& r, Answer<protocol::FetchRequest> a) override {
        m_quorum.deliver(m_self, to.value(), r, std::move(a));
    }
    void send(BrokerId to, const protocol::FetchSnapshotRequest& r,
              Answer<protocol::FetchSnapshotRequest> a) override {
        m_quorum.deliver(m_self, to.value(), r, std::move(a));
    }

private:
    Quorum& m_quorum;
    const int m_self;
};

Quorum::Node::Node(std::uint64_t seed)
    : random(seed)
    , storage(random) {}

Quorum::Node::~Node() = default;

Quorum::Quorum(int voters, int observers, std::uint64_t seed)
    : m_voters(voters)
    , m_random(seed) {
    for (int id = 1; id <= voters + observers; ++id)
        m_nodes.emplace(id, std::make_unique<Node>(seed * 1000 + static_cast<std::uint64_t>(id)));
}

Quorum::~Quorum() {
    for (auto& [id, node] : m_nodes)
        end(id);
}

void Quorum::start() {
    for (auto& [id, node] : m_nodes)
        if (!node->node)
            start(id);
}

void Quorum::start(int id) {
    auto& n = *m_nodes.at(id);
    ++n.life;
    n.loop = std::make_unique<simulation::VirtualEventLoop>(scheduler);
    n.background = std::make_unique<DiskLoop>(scheduler, n.random);
    n.logs = *log::LogDirectory::open(n.storage, n.loop->clock(), n.random, "node", "cluster", BrokerId(id));
    log::LogConfig config;
    config.isDeleted = false;
    auto* log = *n.logs->createLog(quorumLog, Uuid{}, config);
    n.flusher = std::make_unique<log::LogFlusher>(
        *n.logs, *n.loop, *n.background, [&n](const auto&) { n.node->logFlushed(); }, [](const auto&) {});
    n.peers = std::make_unique<Peers>(*this, id);
    RaftConfig raft;
    raft.self = BrokerId(id);
    raft.directoryId = n.logs->directoryId();
    raft.clusterId = "cluster";
    for (int v = 1; v <= m_voters; ++v)
        raft.voters.emplace_back(v);
    n.next = Offset(0);
    n.values.clear();
    n.told = {};
    n.node = std::make_unique<RaftNode>(
        raft, *n.loop, n.random, n.storage, *log, log->directory() + "/quorum-state", *n.peers,
        RaftNode::Callbacks{.committed = [this, id] { readCommitted(id); },
                            .leaderChanged = [this, id](const auto& told) { noteLeader(id, told); },
                            .requestFlush = [&n] { n.flusher->request(quorumLog); },
                            .storageFailed = [](const auto&) {},
                            .writeFile =
                                [&n](const auto& path, const auto& bytes, const auto& done) {
                                    n.background->post([&n, path, bytes, done] {
                                        const auto written = writeFileAtomically(n.storage, path, *bytes);
                                        n.loop->post([done, written] { done(written); });
                                    });
                                },
                            .snapshotLoaded = [this, id] { loadSnapshot(id); }});
    if (auto started = n.node->start(); !started)
        m_violation = started.error().context;
    else if (n.node->snapshot())
        loadSnapshot(id);
}

void Quorum::stop(int id) {
    auto& n = *m_nodes.at(id);
    n.node->stop();
    n.flusher.reset();
    (void)n.logs->close();
    end(id);
}

void Quorum::losePower(int id) {
    auto& n = *m_nodes.at(id);
    end(id);
    n.storage.crash();
}

void Quorum::end(int id) {
    auto& n = *m_nodes.at(id);
    n.node.reset();
    n.peers.reset();
    n.flusher.reset();
    n.background.reset();
    n.logs.reset();
    n.loop.reset();
}

void Quorum::isolate(int id) {
    for (const auto& [other, node] : m_nodes)
        if (other != id) {
            cut(id, other);
            cut(other, id);
        }
}

int Quorum::leader() const {
    int leader = 0;
    LeaderEpoch newest;
    for (const auto& [id, node] : m_nodes)
        if (node->node && node->node->isLeader() && node->node->leaderAndEpoch().epoch > newest) {
            newest = node->node->leaderAndEpoch().epoch;
            leader = id;
        }
    return leader;
}

int Quorum::awaitLeader() {
    const auto isTold = [&] {
        const int id = leader();
        return id > 0 && told(id).leader == BrokerId(id) && told(id).epoch == node(id).leaderAndEpoch().epoch;
    };
    return waitFor(isTold) ? leader() : 0;
}

Result<Offset> Quorum::append(int id, const std::string& value) {
    record::BatchBuilder batch;
    batch.add(scheduler.wallTimeMs(), std::nullopt, asBytes(value));
    auto bytes = batch.build();
    return node(id).append(*bytes, node(id).leaderAndEpoch().epoch);
}

// ---- the network ----

bool Quorum::isLost(int from, int to) {
    return m_cuts.contains({from, to}) || static_cast<int>(m_random.below(100)) < m_lossPercent;
}

Duration Quorum::delay() {
    return std::chrono::microseconds(100 + m_random.below(2000));
}

template <typename Request>
void Quorum::deliver(int from, int to, const Request& request, RaftPeers::Answer<Request> answer) {
    const auto life = m_nodes.at(from)->life;
    // As over a connection: whoever asks hears of it if it breaks.
    const auto refuse = [this, from, life, answer] {
        if (m_nodes.at(from)->life == life && m_nodes.at(from)->node)
            m_nodes.at(from)->loop->schedule(delay(), [answer] { answer(ErrorCode::NETWORK_EXCEPTION); });
    };
    if (isLost(from, to) || !runs(to))
        return refuse();
    const auto back = [this, from, to, life, answer, refuse](typename Request::Response response) {
        if (m_nodes.at(from)->life != life || !m_nodes.at(from)->node)
            return;
        if (isLost(to, from))
            return refuse();
        // Over the wire and back, as what is fetched points into bytes of the log.
        const auto version = Request::table.valid.last;
        auto frame = std::make_shared<Bytes>(*protocol::encodeResponse(response, version, 0).flatten());
        m_nodes.at(from)->loop->schedule(delay(), [frame, answer, version] {
            answer(protocol::decodeResponse<typename Request::Response>(*frame, version));
        });
    };
    m_nodes.at(to)->loop->schedule(delay(), [this, to, request, back] {
        auto& node = *m_nodes.at(to)->node;
        if constexpr (std::is_same_v<Request, protocol::VoteRequest>)
            back(node.vote(request));
        else if constexpr (std::is_same_v<Request, protocol::BeginQuorumEpochRequest>)
            back(node.beginQuorumEpoch(request));
        else if constexpr (std::is_same_v<Request, protocol::EndQuorumEpochRequest>)
            back(node.endQuorumEpoch(request));
        else if constexpr (std::is_same_v<Request, protocol::FetchSnapshotRequest>)
            back(node.fetchSnapshot(request));
        else
            node.fetch(request, back);
    });
}

// ---- what is told ----

void Quorum::readCommitted(int id) {
    auto& n = *m_nodes.at(id);
    while (n.next < n.node->highWatermark()) {
        auto read = n.node->log().read(n.next, 1 << 20, n.node->highWatermark(), true);
        auto bytes = read->records.flatten();
        const auto before = n.next;
        (void)record::forEachRecord(*bytes, [&](const record::BatchHeader& batch, const record::Record& one) {
            n.next = one.offset + 1;
            auto value = batch.isControl() ? "epoch " + toString(batch.partitionLeaderEpoch)
                                           : std::string(asText(*one.value));
            const auto [at, isNew] = m_committed.emplace(one.offset, value);
            if (!isNew && at->second != value)
                m_violation = "offset " + toString(one.offset) + " is committed as '" + at->second +
                              "' and, at node " + std::to_string(id) + ", as '" + value + "'";
            if (!batch.isControl())
                n.values.push_back(value);
            return Result<void>();
        });
        if (n.next == before) {
            m_violation = "node " + std::to_string(id) + " cannot read what is committed";
            return;
        }
    }
    if (m_snapshotInterval > 0 && n.next - (n.node->snapshot() ? n.node->snapshot()->end : Offset(0)) >=
                                      m_snapshotInterval) {
        std::string text;
        for (const auto& value : n.values)
            text += value + "\n";
        const auto bytes = asBytes(text);
        n.node->takeSnapshot(n.next, Bytes(bytes.begin(), bytes.end()));
    }
}

// A snapshot is the values, a line each.
void Quorum::loadSnapshot(int id) {
    auto& n = *m_nodes.at(id);
    const auto bytes = *n.node->readSnapshot();
    const auto text = asText(bytes);
    n.next = n.node->snapshot()->end;
    n.values.clear();
    for (std::size_t at = 0; at < text.size();) {
        const auto end = text.find('\n', at);
        n.values.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    std::vector<std::string> expected;
    for (const auto& [offset, value] : m_committed)
        if (offset < n.next && !value.starts_with("epoch "))
            expected.push_back(value);
    if (n.values != expected)
        m_violation = "node " + std::to_string(id) + " has a snapshot of something else";
}

void Quorum::noteLeader(int id, const LeaderAndEpoch& told) {
    m_nodes.at(id)->told = told;
    if (told.leader == BrokerId())
        return;
    const auto [at, isNew] = m_leaders.emplace(told.epoch, told.leader);
    if (!isNew && at->second != told.leader)
        m_violation = "epoch " + toString(told.epoch) + " has leaders " + toString(at->second) + " and " +
                      toString(told.leader);
}

} // namespace partitura::raft::test

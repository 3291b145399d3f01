// A quorum in virtual time: nodes on one scheduler, their disks in memory, calls with a delay for a network.
#pragma once

#include "broker/log/log_directory.h"
#include "broker/log/log_flusher.h"
#include "broker/raft/raft_node.h"
#include "broker/simulation/memory_storage.h"
#include "broker/simulation/virtual_event_loop.h"

#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace partitura::raft::test {

/// Nodes 1 to `voters`, then observers. What each says is committed is read from its log at once, as brokers
/// do, and compared with what any other ever said.
class Quorum {
public:
    explicit Quorum(int voters, int observers = 0, std::uint64_t seed = 1);
    ~Quorum();

    void start();
    void start(int id);
    /// Ends in order.
    void stop(int id);
    /// Ends at once; the disk loses what was not synced.
    void losePower(int id);
    [[nodiscard]] bool runs(int id) const { return m_nodes.at(id)->node != nullptr; }
    [[nodiscard]] RaftNode& node(int id) { return *m_nodes.at(id)->node; }
    [[nodiscard]] int size() const { return static_cast<int>(m_nodes.size()); }
    [[nodiscard]] int voters() const { return m_voters; }

    /// What `from` sends to `to` is lost while cut; messages are lost by chance besides.
    void cut(int from, int to) { m_cuts.insert({from, to}); }
    void isolate(int id);
    void healAll() { m_cuts.clear(); }
    void setLoss(int percent) { m_lossPercent = percent; }

    bool waitFor(const std::function<bool()>& done, Duration limit = std::chrono::minutes(1)) {
        return scheduler.runUntil(done, limit);
    }
    /// The node that runs and leads in the newest epoch; 0 if none does.
    [[nodiscard]] int leader() const;
    /// Waits for a leader who is told of it.
    int awaitLeader();
    /// Appends one record at `id`: the offset after it.
    Result<Offset> append(int id, const std::string& value);
    /// Lets every node take a snapshot of what is committed after so many records; 0 is never.
    void setSnapshotInterval(int records) { m_snapshotInterval = records; }
    /// Values of the data records that node `id` knows to be committed.
    [[nodiscard]] const std::vector<std::string>& committed(int id) const { return m_nodes.at(id)->values; }
    /// Leader and epoch as the node last told.
    [[nodiscard]] LeaderAndEpoch told(int id) const { return m_nodes.at(id)->told; }
    /// What must never be: two leaders of an epoch, two values at a committed offset. Empty if all is well.
    [[nodiscard]] const std::string& violation() const { return m_violation; }
    [[nodiscard]] simulation::MemoryStorage& storage(int id) { return m_nodes.at(id)->storage; }

    simulation::VirtualScheduler scheduler;

private:
    class DiskLoop;
    class Peers;
    struct Node {
        explicit Node(std::uint64_t seed);
        ~Node();
        SeededRandom random;
        simulation::MemoryStorage storage;
        std::unique_ptr<simulation::VirtualEventLoop> loop;
        std::unique_ptr<DiskLoop> background;
        std::unique_ptr<log::LogDirectory> logs;
        std::unique_ptr<log::LogFlusher> flusher;
        std::unique_ptr<Peers> peers;
        std::unique_ptr<RaftNode> node;
        Offset next;
        std::vector<std::string> values;
        LeaderAndEpoch told;
        std::uint64_t life = 0; ///< counts starts: what was sent to an earlier one is lost
    };

    template <typename Request>
    void deliver(int from, int to, const Request& request, RaftPeers::Answer<Request> answer);
    [[nodiscard]] bool isLost(int from, int to);
    [[nodiscard]] Duration delay();
    void readCommitted(int id);
    void loadSnapshot(int id);
    void noteLeader(int id, const LeaderAndEpoch& told);
    void end(int id);

    const int m_voters;
    SeededRandom m_random;
    std::map<int, std::unique_ptr<Node>> m_nodes;
    std::set<std::pair<int, int>> m_cuts;
    int m_lossPercent = 0;
    int m_snapshotInterval = 0;
    std::map<LeaderEpoch, BrokerId> m_leaders;
    std::map<Offset, std::string> m_committed; ///< by offset, as first told
    std::string m_violation;
};

} // namespace partitura::raft::test

// Snapshots made of arithmetic, for recordings in virtual time.
#pragma once

#include "broker/observe/event.h"
#include "broker/observe/snapshot.h"

#include <cstdint>
#include <memory>

namespace partitura::test {

/// A snapshot with every field of every struct away from its default.
observe::ClusterSnapshot fullSnapshot();

/// A cluster that produces, replicates and consumes evenly. Deterministic; what does not change between two
/// snapshots is the same object in both, as in a running cluster.
class SampleCluster {
public:
    struct Shape {
        int topics = 3;
        int partitions = 6;
        int replicas = 3;
        int brokers = 3;
        int groups = 2;
        int idleTopics = 1; ///< of the topics, those in which nothing ever happens
    };

    SampleCluster()
        : SampleCluster(Shape{}) {}
    explicit SampleCluster(Shape shape);

    /// Lets time pass by both clocks; `records` go into each busy partition.
    void advance(std::int64_t ms, std::int64_t records = 10);
    /// Lets the wall clock jump.
    void jumpWall(std::int64_t ms) { m_wallMs += ms; }
    void removeTopic(const std::string& name);
    void addTopic(const std::string& name, int partitions);
    /// A restart: monotonic clock and counters begin anew.
    void restart();
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot();
    [[nodiscard]] TimestampMs wallMs() const { return m_wallMs; }

    static constexpr std::int64_t recordBytes = 100;

private:
    Shape m_shape;
    std::vector<std::shared_ptr<observe::TopicSnapshot>> m_topics;
    std::vector<bool> m_idle;
    std::vector<std::shared_ptr<observe::GroupSnapshot>> m_groups;
    std::uint64_t m_version = 0;
    std::int64_t m_steadyMs = 5000;
    TimestampMs m_wallMs = 1'795'341'600'000; // 2026-11-22T10:00:00Z
    std::uint64_t m_requests = 0;
};

/// Whether two snapshots show the same, whenever they were taken.
bool sameCluster(const observe::ClusterSnapshot& a, const observe::ClusterSnapshot& b);

} // namespace partitura::test

// A consumer in virtual time that reads whole topics, without a group.
#pragma once

#include "broker/simulator/partition_reader.h"

namespace partitura::simulator {

/// Reads all partitions of some topics from offset 0 on, for ever. Thread: its loop, and between tasks.
class SimulatedConsumer {
public:
    SimulatedConsumer(int client, std::vector<std::string> topics,
                      std::unique_ptr<ClientConnections> connections, History& history)
        : m_topics(std::move(topics))
        , m_connections(std::move(connections))
        , m_reader(client, *m_connections, history) {}

    void start() {
        m_connections->refresh(m_topics, [this] { assignAll(); });
    }
    [[nodiscard]] const PartitionReader& reader() const { return m_reader; }

private:
    void assignAll() {
        std::map<TopicPartition, Offset> positions;
        for (const auto& topic : m_topics) {
            const auto partitions = m_connections->partitionsOf(topic);
            if (partitions == 0)
                return m_connections->later(clientRetryBackoff, [this] { start(); });
            for (int p = 0; p < partitions; ++p)
                positions[{topic, PartitionIndex(p)}] = Offset(0);
        }
        m_reader.assign(positions);
    }

    const std::vector<std::string> m_topics;
    const std::unique_ptr<ClientConnections> m_connections;
    PartitionReader m_reader;
};

} // namespace partitura::simulator

// What changes of the metadata mean to a person.
#pragma once

#include "broker/controller/metadata_image.h"
#include "broker/observe/event.h"

#include <functional>
#include <map>

namespace partitura::server {

/// Tells the events that follow from replayed metadata. Every broker keeps what it saw last, so that one that
/// becomes the controller goes on where the last one ended. Owned by the broker. Thread: its loop.
class MetadataEvents {
public:
    explicit MetadataEvents(std::function<void(observe::Event)> report)
        : m_report(std::move(report)) {}

    /// `image` after a replay that changed `delta`; `tells`: this node is the controller, for each event is
    /// told by one node.
    void replayed(const controller::MetadataDelta& delta, const controller::MetadataImage& image, bool tells);

private:
    using State = replication::PartitionState;

    void topicRemoved(const std::string& name);
    void topicChanged(const controller::TopicImage& topic, const controller::Configs& configs);
    void partitionChanged(const TopicPartition& name, const State& before, const State& now);
    void leaderChanged(const TopicPartition& name, const State& before, const State& now);
    void reassignmentChanged(const TopicPartition& name, const State& before, const State& now);
    void brokerChanged(BrokerId id, const controller::BrokerImage* now);
    void brokerConfigsChanged(const std::string& name, const controller::Configs& now);
    void configsChanged(const controller::Configs& before, const controller::Configs& now,
                        const std::string& topic, const std::string& what);
    void tell(observe::EventKind kind, const TopicPartition& name, std::string detail);
    void tell(observe::Event event);

    std::function<void(observe::Event)> m_report;
    bool m_tells = false; ///< in the replay under way
    struct Topic {
        std::vector<State> partitions;
        controller::Configs configs;
    };
    std::map<std::string, Topic> m_topics;
    std::map<std::string, controller::Configs> m_brokerConfigs; ///< by id, empty for the default of all
    std::map<BrokerId, bool> m_fenced;
};

} // namespace partitura::server

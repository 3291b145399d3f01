// A metadata image with brokers and topics, and decisions replayed into it.
#pragma once

#include "partition_text.h"

#include "broker/controller/metadata_image.h"
#include "broker/controller/partition_records.h"
#include "broker/controller/replication_control.h"

#include <set>
#include <stdexcept>
#include <string>
#include <vector>

namespace partitura::controller::test {

class ImageBench {
public:
    MetadataImage image;

    void replay(const Records& records) {
        for (const auto& record : records) {
            MetadataDelta delta;
            if (const auto replayed = image.replay(record, Offset(m_next++), delta); !replayed)
                throw std::runtime_error(replayed.error().context);
        }
    }

    /// Registers anew; the broker's epoch rises by 100.
    void registerBroker(int id, bool fenced = false, const std::string& rack = "") {
        replay({registration(id, fenced, rack)});
    }

    protocol::RegisterBrokerRecord registration(int id, bool fenced = false, const std::string& rack = "") {
        const auto* known = image.broker(BrokerId(id));
        protocol::RegisterBrokerRecord record;
        record.brokerId = id;
        record.brokerEpoch = (known ? known->epoch : 0) + 100;
        record.rack = rack;
        record.fenced = fenced;
        return record;
    }

    Uuid addTopic(const std::string& name, const std::vector<std::string>& partitions) {
        protocol::TopicRecord topic;
        topic.name = name;
        topic.topicId.bytes[15] = static_cast<std::uint8_t>(++m_topics);
        Records records{topic};
        for (std::size_t p = 0; p < partitions.size(); ++p) {
            auto record = recordOf(parseState(partitions[p]));
            record.topicId = topic.topicId;
            record.partitionId = static_cast<std::int32_t>(p);
            records.emplace_back(record);
        }
        replay(records);
        return topic.topicId;
    }

    static protocol::ConfigRecord config(const std::string& topic, const std::string& name,
                                         const std::string& value) {
        protocol::ConfigRecord record;
        record.resourceType = 2; // ConfigResource.Type.TOPIC
        record.resourceName = topic;
        record.name = name;
        record.value = value;
        return record;
    }
    void setConfig(const std::string& topic, const std::string& name, const std::string& value) {
        replay({config(topic, name, value)});
    }

    [[nodiscard]] const replication::PartitionState& state(const std::string& topic, int index = 0) const {
        return image.topic(topic)->partitions.at(static_cast<std::size_t>(index));
    }

    /// "topic-index: record" of each partition changed, and what changes of brokers, by " | ".
    [[nodiscard]] std::string text(const Records& records) const {
        std::string all;
        for (const auto& record : records) {
            std::string one;
            if (const auto* change = std::get_if<protocol::PartitionChangeRecord>(&record))
                one = image.topic(change->topicId)->name + "-" + std::to_string(change->partitionId) + ": " +
                      toText(std::optional(*change));
            else if (const auto* broker = std::get_if<protocol::BrokerRegistrationChangeRecord>(&record))
                one = "broker " + std::to_string(broker->brokerId) + "@" +
                      std::to_string(broker->brokerEpoch) +
                      (broker->fenced > 0   ? " fenced"
                       : broker->fenced < 0 ? " unfenced"
                                            : "") +
                      (broker->inControlledShutdown > 0 ? " shutting down" : "");
            else if (const auto* gone = std::get_if<protocol::UnregisterBrokerRecord>(&record))
                one = "broker " + std::to_string(gone->brokerId) + "@" + std::to_string(gone->brokerEpoch) +
                      " unregistered";
            else
                one = "another record";
            all += (all.empty() ? "" : " | ") + one;
        }
        return all;
    }

private:
    std::int64_t m_next = 0;
    int m_topics = 0;
};

} // namespace partitura::controller::test

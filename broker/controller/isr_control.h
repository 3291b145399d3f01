// Who leads a partition and who is in sync.
#pragma once

#include "broker/controller/metadata_writer.h"
#include "broker/protocol/messages/alter_partition.h"

namespace partitura::controller {

/// Elections and changes of in-sync replicas. Owned by the controller. Thread: its loop.
class IsrControl {
public:
    explicit IsrControl(MetadataWriter& writer)
        : m_writer(writer) {}

    protocol::AlterPartitionResponse alterPartition(const protocol::AlterPartitionRequest& request);
    /// Adds what the loss or the return of a broker changes (either may be BrokerId()).
    void electWhereNeeded(Records& records, BrokerId lost, BrokerId back) const;

private:
    [[nodiscard]] const MetadataImage& image() const { return m_writer.image(); }
    ErrorCode changeIsr(const TopicImage& topic, BrokerId asker,
                        const protocol::AlterPartitionRequest::PartitionData& wanted);

    MetadataWriter& m_writer;
};

} // namespace partitura::controller

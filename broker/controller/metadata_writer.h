// How the active controller writes.
#pragma once

#include "broker/controller/metadata_image.h"

#include <functional>

namespace partitura::controller {

/// The end of the quorum's log as the active controller sees it: records are appended, and at once replayed
/// into an image of its own, which is thus ahead of what is committed (Kafka's QuorumController). Owned by
/// the controller. Thread: its loop.
class MetadataWriter {
public:
    /// Appends records as one batch, which becomes visible as a whole: the offset after it.
    using Append = std::function<Result<Offset>(const Records&)>;

    /// `image` is that of all records before `end`.
    MetadataWriter(MetadataImage image, Offset end, Append append)
        : m_image(std::move(image))
        , m_end(end)
        , m_append(std::move(append)) {}

    [[nodiscard]] const MetadataImage& image() const { return m_image; }
    /// Offset that the next record written gets.
    [[nodiscard]] Offset end() const { return m_end; }
    /// Errors: NOT_CONTROLLER when the quorum has another leader by now; KAFKA_STORAGE_ERROR.
    [[nodiscard]] Result<void> write(const Records& records);

private:
    MetadataImage m_image;
    Offset m_end;
    Append m_append;
};

} // namespace partitura::controller

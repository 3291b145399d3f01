#include "broker/controller/metadata_writer.h"

namespace partitura::controller {

Result<void> MetadataWriter::write(const Records& records) {
    if (records.empty())
        return {};
    auto appended = m_append(records);
    if (!appended)
        return appended.error();
    auto offset = *appended - static_cast<std::int64_t>(records.size());
    m_end = *appended;
    MetadataDelta ignored;
    for (const auto& record : records) {
        if (auto replayed = m_image.replay(record, offset, ignored); !replayed)
            return replayed;
        ++offset;
    }
    return {};
}

} // namespace partitura::controller

#include "ui/score/note_facts.h"

#include "app/decode/decoders.h"

namespace partitura::ui {
namespace {

constexpr int keyChars = 60;
constexpr int valueChars = 100;

} // namespace

std::vector<NoteFacts> notesOf(const app::RecordPage& page) {
    static const auto unknownBatch = std::make_shared<const app::BatchInfo>();
    std::vector<NoteFacts> notes;
    notes.reserve(page.records.size());
    for (const auto& record : page.records) {
        auto& note = notes.emplace_back();
        note.offset = record.offset;
        note.timestampMs = record.timestampMs;
        note.batch = record.batch ? record.batch : unknownBatch;
        note.headers = record.headers.size();
        if (record.key) {
            note.key = app::previewPayload(*record.key, keyChars);
            note.keySize = static_cast<std::int64_t>(record.key->size());
        }
        if (record.value) {
            note.value = app::previewPayload(*record.value, valueChars);
            note.valueSize = static_cast<std::int64_t>(record.value->size());
        }
        if (!note.isControl())
            note.look = keyLook(record.key);
    }
    return notes;
}

} // namespace partitura::ui

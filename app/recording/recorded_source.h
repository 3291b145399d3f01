// A session as a source: what was recorded, in the same views.
#pragma once

#include "app/recording/recording.h"
#include "app/source.h"

namespace partitura::app {

/// Shows the moments of a `.partitura` file and takes no commands. Its newest snapshot is the last one
/// recorded. Thread: as Source.
class RecordedSource final : public Source {
    Q_OBJECT

public:
    /// `stateChanged` tells how it went: `recorded`, or `failed` with `failure`.
    explicit RecordedSource(const QString& path, QObject* parent = nullptr);

    /// Why the file cannot be shown, for the user.
    [[nodiscard]] QString failure() const { return m_failure; }
    [[nodiscard]] QString path() const { return m_path; }

    [[nodiscard]] QString displayName() const override;
    [[nodiscard]] QString workspaceKey() const override { return QStringLiteral("session"); }
    [[nodiscard]] State state() const override { return m_state; }
    [[nodiscard]] QString bootstrapServers() const override { return {}; }
    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override {
        return m_snapshot;
    }
    [[nodiscard]] std::vector<observe::Event> events(std::uint64_t after) const override;
    [[nodiscard]] Recording* recording() const override { return m_recording; }

    void createTopic(TopicSpec spec, Answer<void> answer) override;
    void produce(RecordDraft draft, Answer<ProducedAt> answer) override;
    void readRecords(RecordQuery query, Answer<std::shared_ptr<const RecordPage>> answer) override;
    void findOffset(TopicPartition topicPartition, TimestampMs timestampMs, Answer<Offset> answer) override;

private:
    void settle(State state);
    template <typename T>
    void refuse(Answer<T> answer);

    QString m_path;
    Recording* m_recording;
    State m_state = State::connecting;
    QString m_failure;
    std::shared_ptr<const observe::ClusterSnapshot> m_snapshot;
    std::shared_ptr<const std::vector<observe::Event>> m_events;
};

} // namespace partitura::app

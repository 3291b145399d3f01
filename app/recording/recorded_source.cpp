#include "app/recording/recorded_source.h"

#include <QFileInfo>
#include <QTimer>

#include <algorithm>

namespace partitura::app {

RecordedSource::RecordedSource(const QString& path, QObject* parent)
    : Source(parent)
    , m_path(path)
    , m_recording(new Recording({}, this))
    , m_snapshot(std::make_shared<const observe::ClusterSnapshot>())
    , m_events(std::make_shared<const std::vector<observe::Event>>()) {
    connect(m_recording, &Recording::opened, this, [this] {
        const auto& report = m_recording->report();
        if (report.outcome != RecordingReport::Outcome::opened)
            m_failure = report.message;
        else if (m_recording->overview()->isEmpty())
            m_failure = tr("The session %1 holds nothing.").arg(m_path);
        if (!m_failure.isEmpty())
            return settle(State::failed);
        connect(m_recording, &Recording::loaded, this,
                [this, last = m_recording->overview()->last](const std::shared_ptr<const Moment>& moment) {
                    if (moment->at != last || m_state == State::recorded)
                        return;
                    m_snapshot = moment->snapshot;
                    m_events = moment->past->events;
                    settle(State::recorded);
                });
        m_recording->load(m_recording->overview()->last);
    });
    m_recording->open(path, RecordingFile::Use::read);
}

void RecordedSource::settle(State state) {
    m_state = state;
    emit stateChanged();
}

QString RecordedSource::displayName() const {
    return tr("Session %1").arg(QFileInfo(m_path).completeBaseName());
}

Capabilities RecordedSource::capabilities() const {
    Capabilities none;
    none.reason = tr("This is a recording: it can be watched, not changed. Records are not part of it.");
    return none;
}

std::vector<observe::Event> RecordedSource::events(std::uint64_t after) const {
    const auto from = std::ranges::upper_bound(*m_events, after, {}, &observe::Event::sequence);
    return {from, m_events->end()};
}

template <typename T>
void RecordedSource::refuse(Answer<T> answer) {
    QTimer::singleShot(0, this, [answer = std::move(answer), reason = capabilities().reason.toStdString()] {
        answer(Error{ErrorCode::INVALID_REQUEST, reason});
    });
}

void RecordedSource::createTopic(TopicSpec, Answer<void> answer) {
    refuse(std::move(answer));
}

void RecordedSource::produce(RecordDraft, Answer<ProducedAt> answer) {
    refuse(std::move(answer));
}

void RecordedSource::readRecords(RecordQuery, Answer<std::shared_ptr<const RecordPage>> answer) {
    refuse(std::move(answer));
}

void RecordedSource::findOffset(TopicPartition, TimestampMs, Answer<Offset> answer) {
    refuse(std::move(answer));
}

} // namespace partitura::app

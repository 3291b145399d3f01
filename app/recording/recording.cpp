#include "app/recording/recording.h"

#include "app/recording/recording_worker.h"

#include <QPromise>
#include <QTemporaryDir>

#include <algorithm>

namespace partitura::app {
namespace {

constexpr std::size_t momentsKept = 32;
constexpr std::size_t marksKept = 5000;
constexpr std::int64_t passEveryMs = 60'000;

} // namespace

RecordingWorker::RecordingWorker(Recording& front, RecordingLimits limits)
    : m_front(front)
    , m_writer(m_file, limits)
    , m_reader(m_file)
    , m_retention(m_file, limits) {
    m_overview.marks = std::make_shared<const std::vector<Overview::Mark>>();
}

void RecordingWorker::open(const QString& path, const QString& fallback, RecordingFile::Use use) {
    RecordingReport report = m_file.open(path, use);
    if (!report.isUsable() && use == RecordingFile::Use::record) {
        const RecordingReport instead = m_file.open(fallback, use);
        if (!instead.isUsable())
            report.message = instead.message;
    }
    if (m_file.isOpen())
        readOverview();
    QMetaObject::invokeMethod(
        &m_front,
        [this, report, used = m_file.isOpen() ? m_file.path() : QString()] {
            m_front.m_report = report;
            m_front.m_path = used;
            m_front.m_isOpen = true;
            emit m_front.opened();
        },
        Qt::QueuedConnection);
}

void RecordingWorker::readOverview() {
    m_overview = m_reader.overview();
    publish();
}

void RecordingWorker::publish() {
    QMetaObject::invokeMethod(
        &m_front,
        [this, overview = std::make_shared<const Overview>(m_overview)] {
            m_front.m_overview = overview;
            emit m_front.overviewChanged();
        },
        Qt::QueuedConnection);
}

void RecordingWorker::record(const std::shared_ptr<const observe::ClusterSnapshot>& snapshot,
                             const std::vector<observe::Event>& events) {
    if (!m_file.isOpen())
        return;
    const auto step = m_writer.record(snapshot, events);
    if (!step) {
        if (std::exchange(m_writes, false))
            QMetaObject::invokeMethod(
                &m_front,
                [this, reason = m_file.error()] {
                    emit m_front.writeFailed(
                        Recording::tr("The history could not be written: %1. Check that the "
                                      "disk has room.")
                            .arg(reason.trimmed()));
                },
                Qt::QueuedConnection);
        return;
    }
    m_writes = true;
    if (step->at == 0)
        return;
    if (step->isFrame) {
        m_overview.last = step->at;
        if (m_overview.first == 0)
            m_overview.first = step->at;
    }
    if (step->sample.spanMs > 0)
        m_overview.samples.push_back(step->sample);
    if (!step->marks.empty()) {
        auto marks = std::make_shared<std::vector<Overview::Mark>>(*m_overview.marks);
        marks->insert(marks->end(), step->marks.begin(), step->marks.end());
        if (marks->size() > marksKept)
            marks->erase(marks->begin(), marks->end() - marksKept);
        m_overview.marks = std::move(marks);
    }
    if (step->at - m_lastPass < passEveryMs)
        return publish();
    m_lastPass = step->at;
    if (!m_retention.pass())
        return publish();
    m_writer.forgetIds();
    m_reader.forget();
    readOverview();
}

void RecordingWorker::load(RecordedMs at) {
    if (!m_file.isOpen())
        return;
    auto moment = m_reader.moment(at);
    if (!moment)
        return;
    QMetaObject::invokeMethod(
        &m_front,
        [this, loaded = std::make_shared<const Moment>(std::move(*moment))] {
            auto& moments = m_front.m_moments;
            std::erase_if(moments, [&](const auto& one) { return one->at == loaded->at; });
            moments.push_front(loaded);
            if (moments.size() > momentsKept)
                moments.pop_back();
            emit m_front.loaded(loaded);
        },
        Qt::QueuedConnection);
}

Recording::Recording(RecordingLimits limits, QObject* parent)
    : QObject(parent)
    , m_worker(new RecordingWorker(*this, std::move(limits))) {
    auto nothing = std::make_shared<Overview>();
    nothing->marks = std::make_shared<const std::vector<Overview::Mark>>();
    m_overview = std::move(nothing);
    m_thread.setObjectName(QStringLiteral("recording"));
    m_worker->moveToThread(&m_thread);
    m_thread.start(QThread::LowPriority);
}

Recording::~Recording() {
    // Queued behind everything still on its way; the connection is closed by the thread that owns it.
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, thread = &m_thread] {
            worker->close();
            worker->deleteLater();
            thread->quit();
        },
        Qt::QueuedConnection);
    m_thread.wait();
}

void Recording::open(const QString& path, RecordingFile::Use use) {
    m_use = use;
    QString fallback;
    if (use == RecordingFile::Use::record) {
        // Beside the place asked for it might fail for the same reason, so among temporary files.
        m_temporary = std::make_unique<QTemporaryDir>();
        fallback = m_temporary->filePath(QStringLiteral("history.partitura"));
    }
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, path = path.isEmpty() ? fallback : path, fallback, use] {
            worker->open(path, fallback, use);
        },
        Qt::QueuedConnection);
}

void Recording::record(std::shared_ptr<const observe::ClusterSnapshot> snapshot,
                       std::vector<observe::Event> events) {
    QMetaObject::invokeMethod(
        m_worker,
        [worker = m_worker, snapshot = std::move(snapshot), events = std::move(events)] {
            worker->record(snapshot, events);
        },
        Qt::QueuedConnection);
}

void Recording::load(RecordedMs at) {
    m_wanted = at;
    if (m_isAsked.exchange(true))
        return; // the request under way will find the newer time
    QMetaObject::invokeMethod(
        m_worker,
        [this] {
            m_isAsked = false;
            m_worker->load(m_wanted);
        },
        Qt::QueuedConnection);
}

std::shared_ptr<const Moment> Recording::nearest(RecordedMs at) const {
    const auto one =
        std::ranges::min_element(m_moments, {}, [&](const auto& m) { return std::abs(m->at - at); });
    return one != m_moments.end() ? *one : nullptr;
}

QFuture<void> Recording::flush() {
    auto promise = std::make_shared<QPromise<void>>();
    auto future = promise->future();
    promise->start();
    QMetaObject::invokeMethod(
        m_worker, [promise] { promise->finish(); }, Qt::QueuedConnection);
    return future;
}

} // namespace partitura::app

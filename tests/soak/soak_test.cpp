// An hour of a busy cluster in virtual time, watched by every view and recorded: memory and file stay flat.
#include <QTest>

#include "app/metrics/rates.h"
#include "app/recording/recording_reader.h"
#include "app/recording/retention.h"
#include "tests/recording/sample_snapshot.h"
#include "tests/ui_support/fake_source.h"
#include "ui/view.h"
#include "ui/views.h"

#include <QTemporaryDir>

#include <malloc.h>

using namespace partitura;

namespace {

/// What the sample cluster shows, as a source.
class SampleSource : public test::FakeSource {
public:
    SampleSource()
        : cluster({12, 12, 3, 3, 4, 2}) {}

    std::shared_ptr<const observe::ClusterSnapshot> snapshot() const override { return newest; }
    std::vector<observe::Event> events(std::uint64_t after) const override { return ring.since(after); }

    /// The next second, with what happens in it.
    void advance(int second) {
        cluster.advance(1000, second % 100);
        if (second % 300 == 150)
            cluster.addTopic("passing-" + std::to_string(second), 6);
        if (second % 300 == 290)
            cluster.removeTopic("passing-" + std::to_string(second - 140));
        for (const auto kind : {observe::EventKind::groupRebalancing, observe::EventKind::leaderChanged}) {
            observe::Event event;
            event.kind = kind;
            event.timeMs = cluster.wallMs();
            event.topic = "topic-0";
            event.partition = PartitionIndex(second % 12);
            event.detail = "something happened that takes a line to tell";
            ring.add(std::move(event));
        }
        newest = cluster.snapshot();
    }

    test::SampleCluster cluster;
    observe::EventRing ring{1000};
    std::shared_ptr<const observe::ClusterSnapshot> newest = cluster.snapshot();
};

/// Bytes of the heap that are in use.
std::int64_t heapBytes() {
    return static_cast<std::int64_t>(mallinfo2().uordblks);
}

} // namespace

class SoakTest : public QObject {
    Q_OBJECT

private slots:
    void anHourIsFlat() {
        QTemporaryDir dir;
        app::RecordingLimits limits;
        limits.tiers = {{60'000, 10'000}, {600'000, 60'000}};
        limits.maxAgeMs = 20 * 60'000; // the oldest goes already while we watch
        app::RecordingFile file;
        QVERIFY(file.open(dir.filePath(QStringLiteral("soak.partitura")), app::RecordingFile::Use::record)
                    .isUsable());
        app::RecordingWriter writer(file, limits);
        app::RecordingReader reader(file);
        app::Retention retention(file, limits);

        SampleSource source;
        app::RateMeter meter;
        QWidget window;
        const auto views = ui::createViews(&window);
        for (auto* view : views)
            view->setSource(&source);
        std::uint64_t lastEvent = 0;
        std::vector<std::int64_t> heap, sizes;
        for (int second = 0; second < 3600; ++second) {
            source.advance(second);
            const auto events = source.ring.since(lastEvent);
            lastEvent = source.ring.last();
            const auto step = writer.record(source.newest, events);
            QVERIFY2(step.has_value(), qPrintable(file.error()));
            const ui::Frame now{source.newest, meter.update(source.newest), nullptr};
            for (auto* view : views)
                view->showFrame(now);
            if (second % 60 == 59) {
                if (retention.pass()) {
                    writer.forgetIds();
                    reader.forget();
                }
                const auto moment = reader.moment(step->at - second % 7 * 60'000);
                QVERIFY(moment.has_value());
                for (auto* view : views)
                    view->showFrame({moment->snapshot, moment->rates, moment->past});
                QCoreApplication::processEvents();
            }
            if (second % 600 == 599) {
                heap.push_back(heapBytes());
                sizes.push_back(file.fileBytes());
            }
        }
        for (auto* view : views)
            view->setSource(nullptr);
        // From the third ten minutes on all that is bounded is full.
        constexpr std::int64_t slack = 4 << 20;
        for (std::size_t i = 3; i < heap.size(); ++i) {
            QVERIFY2(heap[i] < heap[2] + slack,
                     qPrintable(QStringLiteral("%1, then %2").arg(heap[2]).arg(heap[i])));
            QVERIFY2(sizes[i] < sizes[2] + slack,
                     qPrintable(QStringLiteral("%1, then %2").arg(sizes[2]).arg(sizes[i])));
        }
        QVERIFY2(sizes.back() < 16 << 20, qPrintable(QString::number(sizes.back())));
    }
};

QTEST_MAIN(SoakTest)
#include "soak_test.moc"

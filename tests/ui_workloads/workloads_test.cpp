// The Workloads view: rows, commands, presets, the editor.
#include "app/metrics/rates.h"
#include "app/workload/demo.h"
#include "app/workload/execute_on_workloads.h"
#include "app/workload/presets.h"
#include "tests/ui_support/fake_source.h"
#include "ui/operate/operator.h"
#include "ui/workloads/workload_model.h"
#include "ui/workloads/workload_words.h"
#include "ui/workloads/workloads_view.h"

#include <QAbstractItemModelTester>
#include <QAction>
#include <QClipboard>
#include <QComboBox>
#include <QDialog>
#include <QDoubleSpinBox>
#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QSlider>
#include <QSpinBox>
#include <QTableView>
#include <QTest>

#include <algorithm>

using namespace partitura;
using namespace partitura::ui;
using app::WorkloadId;
using app::WorkloadState;

namespace {

/// Workloads that do as they are told, without clients.
class FakeWorkloads final : public app::Workloads {
public:
    Result<WorkloadId> add(app::WorkloadSpec spec) override {
        if (!app::problemsOf(spec).empty())
            return Error{ErrorCode::INVALID_REQUEST, "wrong"};
        auto status = std::make_shared<app::WorkloadStatus>();
        status->id = WorkloadId(++m_lastId);
        status->spec = std::make_shared<app::WorkloadSpec>(std::move(spec));
        m_next.workloads.push_back(status);
        publish();
        return status->id;
    }
    Result<void> change(WorkloadId id, app::WorkloadSpec spec) override {
        return with(
            id, [&](auto& status) { status.spec = std::make_shared<app::WorkloadSpec>(std::move(spec)); });
    }
    Result<void> remove(WorkloadId id) override {
        std::erase_if(m_next.workloads, [&](const auto& status) { return status->id == id; });
        publish();
        return {};
    }
    Result<void> start(WorkloadId id) override { return become(id, WorkloadState::running); }
    Result<void> stop(WorkloadId id) override { return become(id, WorkloadState::stopped); }
    Result<void> crash(WorkloadId id, app::CrashMoment moment) override {
        lastMoment = moment;
        return become(id, WorkloadState::crashed);
    }
    Result<void> pause(WorkloadId id) override {
        if (refuse)
            return Error{ErrorCode::INVALID_REQUEST, "it does not want to"};
        return become(id, WorkloadState::paused);
    }
    [[nodiscard]] std::shared_ptr<const app::WorkloadsSnapshot> snapshot() const override { return m_shown; }

    Result<void> with(WorkloadId id, const std::function<void(app::WorkloadStatus&)>& what) {
        for (auto& status : m_next.workloads)
            if (status->id == id) {
                auto copy = std::make_shared<app::WorkloadStatus>(*status);
                what(*copy);
                status = copy;
                publish();
                return {};
            }
        return Error{ErrorCode::INVALID_REQUEST, "none"};
    }

    bool refuse = false;
    app::CrashMoment lastMoment = app::CrashMoment::now;

private:
    Result<void> become(WorkloadId id, WorkloadState state) {
        return with(id, [&](auto& status) {
            status.state = state;
            status.clientsRunning = state == WorkloadState::running ? status.spec->clients : 0;
        });
    }
    void publish() {
        ++m_next.version;
        m_shown = std::make_shared<app::WorkloadsSnapshot>(m_next);
    }

    app::WorkloadsSnapshot m_next;
    std::shared_ptr<const app::WorkloadsSnapshot> m_shown = std::make_shared<app::WorkloadsSnapshot>();
    std::uint32_t m_lastId = 0;
};

class Source final : public test::FakeSource {
public:
    [[nodiscard]] app::Workloads* workloads() const override { return available ? &all : nullptr; }
    void execute(app::ActionCall call, Answer<void> answer) override {
        answer(app::executeOnWorkloads(all, call));
    }

    mutable FakeWorkloads all;
    bool available = true;
};

} // namespace

class WorkloadsViewTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Source> source;
    std::unique_ptr<WorkloadsView> view;
    std::unique_ptr<Operator> who; ///< as the window has one

    template <typename T>
    T* find(const char* name) {
        auto* found = view->findChild<T*>(QString::fromLatin1(name));
        if (!found)
            qFatal("no %s", name);
        return found;
    }
    void frame() { view->showFrame({source->snapshot(), std::make_shared<app::Rates>()}); }
    void trigger(const char* name) {
        auto* action = find<QAction>(name);
        QVERIFY2(action->isEnabled(), name);
        action->trigger();
        frame();
    }
    const app::WorkloadStatus& only() { return *source->all.snapshot()->workloads.front(); }
    void addDemo() {
        for (auto& spec : app::demoWorkloads())
            QVERIFY(source->all.add(std::move(spec)).ok());
        frame();
    }

private slots:
    void init() {
        source = std::make_unique<Source>();
        source->can.operate = source->can.faults = true;
        view = std::make_unique<WorkloadsView>();
        view->resize(700, 500);
        view->setSource(source.get());
        who = std::make_unique<Operator>(view.get());
        who->setSource(source.get());
        connect(view.get(), &View::callRequested, who.get(), &Operator::start);
        view->show();
        frame();
    }
    void cleanup() {
        who.reset();
        view.reset();
        source.reset();
    }

    void modelFollowsWhatComesAndGoes() {
        WorkloadModel model;
        QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&model, &QAbstractItemModel::modelReset);
        FakeWorkloads all;
        std::vector<WorkloadId> ids;
        for (auto& spec : app::demoWorkloads()) {
            ids.push_back(*all.add(std::move(spec)));
            model.show(*all.snapshot());
        }
        QCOMPARE(model.rowCount(), 5);
        QVERIFY(all.remove(ids[1]).ok() && all.remove(ids[4]).ok() && all.add(app::demoWorkloads()[1]).ok());
        model.show(*all.snapshot());
        QCOMPARE(model.rowCount(), 4);
        QCOMPARE(model.rowOf(ids[2]), 1);
        QCOMPARE(model.rowOf(ids[1]), -1);
        QCOMPARE(model.index(3, WorkloadModel::name).data().toString(), QString("website"));
        model.show({});
        QCOMPARE(model.rowCount(), 0);
        QVERIFY(resets.isEmpty());
    }

    void rowsSayWhatIsGoingOn() {
        WorkloadModel model;
        FakeWorkloads all;
        const auto id = *all.add(app::demoWorkloads()[2]); // billing
        QVERIFY(all.with(id,
                         [](app::WorkloadStatus& status) {
                             status.state = WorkloadState::running;
                             status.clientsRunning = 2;
                             status.recordsPerSecond = 1204;
                             status.records = 1'234'567;
                             status.errors = 3;
                             status.lastError = "trouble";
                         })
                    .ok());
        model.show(*all.snapshot());
        const auto text = [&](int column) { return model.index(0, column).data().toString(); };
        QCOMPARE(text(WorkloadModel::target), QString("orders → billing"));
        QCOMPARE(text(WorkloadModel::state), QString("Running"));
        QCOMPARE(text(WorkloadModel::rate), QString("1\u202f204\u202frec/s"));
        QCOMPARE(text(WorkloadModel::records), QString("1\u202f234\u202f567"));
        QCOMPARE(text(WorkloadModel::latency), QString("–"));
        QCOMPARE(model.index(0, WorkloadModel::errors).data(Qt::ToolTipRole).toString(), QString("trouble"));
    }

    void emptyViewTeachesWithPresets() {
        QVERIFY(find<QWidget>("presetCards")->isVisible());
        for (const auto& preset : app::workloadPresets()) {
            QVERIFY(!presetName(preset.key).isEmpty());
            QVERIFY(presetName(preset.key) != QString::fromStdString(std::string(preset.key)));
            QVERIFY(!presetLesson(preset.key).isEmpty());
        }
        addDemo();
        for (const auto& workload : source->all.snapshot()->workloads)
            QVERIFY(source->all.remove(workload->id).ok());
        frame();
        QSignalSpy done(who.get(), &Operator::done);
        QSignalSpy chosen(view.get(), &View::chosen);
        QTest::mouseClick(find<QPushButton>("startPreset-poison-record"), Qt::LeftButton);
        frame();
        const auto snapshot = source->all.snapshot();
        QCOMPARE(snapshot->workloads.size(), 2u);
        for (const auto& workload : snapshot->workloads)
            QCOMPARE(int(workload->state), int(WorkloadState::running));
        QVERIFY(!find<QWidget>("presetCards")->isVisible());
        QCOMPARE(done.size(), 1);
        QVERIFY(done.front().front().toString().contains(presetName("poison-record")));
        QCOMPARE(chosen.front().front().value<Selection>().topic, QString("poison-record"));
        QCOMPARE(find<QLabel>("workloadTitle")->text(), QString("poison-feed"));
    }

    void commandsGoToTheSelectedRow() {
        addDemo();
        auto* table = find<QTableView>("workloadTable");
        QCOMPARE(table->model()->rowCount(), 5);
        table->selectRow(2);
        QCOMPARE(find<QLabel>("workloadTitle")->text(), QString("billing"));
        QVERIFY(!find<QAction>("stopWorkload")->isEnabled());
        const auto state = [&] { return source->all.snapshot()->find("billing")->state; };
        trigger("startWorkload");
        QCOMPARE(int(state()), int(WorkloadState::running));
        QVERIFY(!find<QAction>("startWorkload")->isEnabled());
        trigger("pauseWorkload");
        QCOMPARE(int(state()), int(WorkloadState::paused));
        trigger("startWorkload");
        trigger("crashWorkloadBeforeCommit");
        QCOMPARE(int(state()), int(WorkloadState::crashed));
        QCOMPARE(int(source->all.lastMoment), int(app::CrashMoment::beforeCommit));
        trigger("startWorkload");
        trigger("stopWorkload");
        QCOMPARE(int(state()), int(WorkloadState::stopped));
        table->selectRow(0); // a producer commits nothing
        trigger("startWorkload");
        QVERIFY(!find<QAction>("crashWorkloadBeforeCommit")->isEnabled());
        trigger("removeWorkload");
        QCOMPARE(table->model()->rowCount(), 4);
    }

    void whatIsRemovedComesBack() {
        addDemo();
        const auto spec = *source->all.snapshot()->find("shipping")->spec;
        find<QTableView>("workloadTable")->selectRow(3);
        trigger("startWorkload");
        QCOMPARE(who->lastUndo()->action, std::string("workload-stop"));
        trigger("removeWorkload");
        QVERIFY(!source->all.snapshot()->find("shipping"));
        who->undoLast();
        const auto snapshot = source->all.snapshot();
        const auto* again = snapshot->find("shipping");
        QVERIFY(again && *again->spec == spec);
        QCOMPARE(int(again->state), int(WorkloadState::running));
    }

    /// The same rows as everywhere, on the workload under the mouse; those that make no sense say why.
    void theContextMenuIsOfTheTable() {
        addDemo();
        trigger("startWorkload");
        auto* table = find<QTableView>("workloadTable");
        emit table->customContextMenuRequested(
            table->visualRect(table->model()->index(0, WorkloadModel::name)).center());
        QPointer<QMenu> menu = find<QMenu>("contextMenu");
        for (const auto& row : app::actions())
            if (row.subject == app::Subject::workload)
                QVERIFY2(menu->findChild<QAction*>(QStringLiteral("menu-") + QLatin1String(row.key)),
                         row.key);
        const auto entry = [&](const char* key) { return menu->findChild<QAction*>(QLatin1String(key)); };
        QVERIFY(!entry("menu-workload-start")->isEnabled());
        QVERIFY(!entry("menu-workload-start")->toolTip().isEmpty());
        QVERIFY(!entry("menu-workload-record-time")->isEnabled()); // a producer
        entry("copy-workload-pause")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QStringLiteral("partitura ctl workload pause shop"));
        entry("menu-workload-pause")->trigger();
        QCOMPARE(int(only().state), int(WorkloadState::paused));
        menu->close();
    }

    void aRefusalIsTold() {
        addDemo();
        trigger("startWorkload");
        source->all.refuse = true;
        QSignalSpy failed(who.get(), &Operator::failed);
        trigger("pauseWorkload");
        QVERIFY(failed.at(0).at(0).toString().contains("it does not want to"));
    }

    void aClickChoosesTopicAndGroup() {
        addDemo();
        auto* table = find<QTableView>("workloadTable");
        QSignalSpy chosen(view.get(), &View::chosen);
        const auto index = table->model()->index(3, WorkloadModel::name);
        QTest::mouseClick(table->viewport(), Qt::LeftButton, {}, table->visualRect(index).center());
        QCOMPARE(chosen.size(), 1);
        const auto selection = chosen.front().front().value<Selection>();
        QCOMPARE(selection.topic, QString("orders"));
        QCOMPARE(selection.group, QString("shipping"));
    }

    void figuresStandInColumnsWhereThereIsRoom() {
        addDemo();
        const auto* first = find<QLabel>("fact-0");
        const auto* last = find<QLabel>("fact-8");
        QTRY_VERIFY(last->x() > first->x());
        view->resize(260, 500);
        QTRY_COMPARE(last->x(), first->x());
        QVERIFY(last->y() > first->y());
    }

    void theKnobActsAtOnce() {
        addDemo();
        find<QDoubleSpinBox>("rateKnob")->setValue(77);
        QCOMPARE(only().spec->producer()->perSecond, 77.0);
        find<QSlider>("rateSlider")->setValue(0);
        QCOMPARE(only().spec->producer()->perSecond, 0.0);
        QCOMPARE(find<QDoubleSpinBox>("rateKnob")->value(), 0.0);
        find<QTableView>("workloadTable")->selectRow(3);
        QCOMPARE(find<QDoubleSpinBox>("rateKnob")->value(), 15.0);
        find<QDoubleSpinBox>("rateKnob")->setValue(40);
        QCOMPARE(source->all.snapshot()->find("shipping")->spec->consumer()->perRecordUs, 40'000);
    }

    void theEditorChecksAndShowsRecordsAsOneTypes() {
        trigger("newProducer");
        auto* dialog = find<QDialog>("workloadEditor");
        auto* primary = dialog->findChild<QPushButton*>("primary");
        QVERIFY(!primary->isEnabled()); // no topic yet
        dialog->findChild<QLineEdit*>("topic")->setText("orders");
        QVERIFY(primary->isEnabled());
        auto* value = dialog->findChild<QPlainTextEdit*>("value");
        auto* preview = dialog->findChild<QPlainTextEdit*>("preview");
        value->setPlainText("n={sequence}");
        QVERIFY(preview->toPlainText().contains("n=1") && preview->toPlainText().contains("n=3"));
        value->setPlainText("n={sequenc}");
        QVERIFY(!primary->isEnabled());
        QVERIFY(dialog->findChild<QLabel*>("valueHint")->text().contains("Column 3"));
        value->setPlainText("n={sequence}");
        dialog->findChild<QComboBox*>("acks")->setCurrentIndex(2); // of the leader alone, and yet idempotent
        QVERIFY(!primary->isEnabled());
        QVERIFY(!dialog->findChild<QLabel*>("workloadProblem")->text().isEmpty());
        QVERIFY(!dialog->findChild<QWidget*>("transactional")->isEnabled());
        QVERIFY(!dialog->findChild<QWidget*>("transactional")->toolTip().isEmpty());
        dialog->findChild<QComboBox*>("acks")->setCurrentIndex(0);
        dialog->findChild<QSpinBox*>("clients")->setValue(4);
        primary->click();
        QCOMPARE(only().spec->clients, 4);
        QCOMPARE(only().spec->producer()->value, std::string("n={sequence}"));
        QCOMPARE(int(only().state), int(WorkloadState::running));
        frame();
        QCOMPARE(find<QLabel>("workloadTitle")->text(), QString("producer"));
    }

    void theEditorKeepsWhatItDoesNotTouch() {
        auto specs = app::demoWorkloads();
        std::get<app::ProducerSpec>(specs[0].work).duty = 0.123456;
        for (const auto& preset : app::workloadPresets())
            for (auto& spec : preset.make("t"))
                specs.push_back(std::move(spec));
        for (const auto& spec : specs)
            QVERIFY(source->all.add(spec).ok());
        frame();
        auto* table = find<QTableView>("workloadTable");
        for (std::size_t row = 0; row < specs.size(); ++row) {
            table->selectRow(int(row));
            trigger("editWorkload");
            QPointer<QDialog> dialog = find<QDialog>("workloadEditor");
            dialog->findChild<QPushButton*>("primary")->click();
            QTRY_VERIFY(!dialog);
            QVERIFY2(*source->all.snapshot()->workloads[row]->spec == specs[row], specs[row].name.c_str());
        }
    }

    void theConsumerFormIsFilledFromTheSelection() {
        Selection chosen = ofTopic("payments");
        chosen.group = "audit";
        view->select(chosen);
        trigger("newConsumers");
        auto* dialog = find<QDialog>("workloadEditor");
        QCOMPARE(dialog->findChild<QLineEdit*>("topics")->text(), QString("payments"));
        QCOMPARE(dialog->findChild<QLineEdit*>("group")->text(), QString("audit"));
        dialog->findChild<QLineEdit*>("topics")->setText("payments, orders");
        dialog->findChild<QPushButton*>("primary")->click();
        QCOMPARE(only().spec->consumer()->topics, (std::vector<std::string>{"payments", "orders"}));
    }

    void aSourceWithoutClientsGreysAndSaysWhy() {
        source->available = false;
        view->setSource(source.get());
        frame();
        auto* button = find<QPushButton>("startPreset-steady");
        QVERIFY(!button->isEnabled());
        QVERIFY(!button->toolTip().isEmpty());
    }

    void everyProblemHasWords() {
        for (int field = 0; field <= int(app::SpecField::sessionTimeout); ++field)
            for (int kind = 0; kind <= int(app::SpecProblem::Kind::notSupported); ++kind)
                QVERIFY(!problemText({app::SpecField(field), app::SpecProblem::Kind(kind), 1, 2}).isEmpty());
        for (int kind = 0; kind <= int(app::TemplateError::Kind::tooLong); ++kind)
            QVERIFY(templateErrorText({app::TemplateError::Kind(kind), 1, "x"}).size() > 15);
    }
};

QTEST_MAIN(WorkloadsViewTest)
#include "workloads_test.moc"

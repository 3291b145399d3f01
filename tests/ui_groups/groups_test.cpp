// The Groups view: groups, members, offsets and their trend.
#include "app/metrics/rates.h"
#include "app/recording/moment.h"
#include "tests/ui_support/fake_source.h"
#include "ui/groups/group_model.h"
#include "ui/groups/groups_view.h"
#include "ui/groups/lag_chart.h"
#include "ui/groups/member_model.h"
#include "ui/groups/offset_model.h"

#include <QAbstractItemModelTester>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace partitura;
using namespace partitura::ui;
using test::FakeSource;

class GroupsTest : public QObject {
    Q_OBJECT

private slots:
    void modelsAreConsistentWhileTheClusterMoves() {
        FakeSource source;
        app::GroupPace pace;
        GroupModel groups(&pace);
        OffsetModel offsets(&pace);
        MemberModel members;
        QAbstractItemModelTester testGroups(&groups, QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester testOffsets(&offsets,
                                             QAbstractItemModelTester::FailureReportingMode::QtTest);
        QAbstractItemModelTester testMembers(&members,
                                             QAbstractItemModelTester::FailureReportingMode::QtTest);
        QSignalSpy resets(&groups, &QAbstractItemModel::modelReset);
        for (int i = 0; i < 5; ++i) {
            pace.sample(*source.snapshot());
            groups.show(*source.snapshot());
            offsets.show(groups.groupAt(1));
            members.show(groups.groupAt(1));
            source.advance(1000);
        }
        QCOMPARE(groups.rowCount(), 5);
        QCOMPARE(offsets.rowCount(), 6);
        QCOMPARE(members.rowCount(), 2);
        QVERIFY(resets.isEmpty());
        QCOMPARE(groups.index(0, GroupModel::trend).data(GroupModel::trendRole).toList().size(), 5);
        const auto trend = offsets.index(0, OffsetModel::trend).data(GroupModel::trendRole).toList();
        QCOMPARE(trend.size(), 5);
        QCOMPARE(trend.back().toLongLong(),
                 offsets.index(0, OffsetModel::lag).data(OffsetModel::sortRole).toLongLong());
        source.clearGroups();
        groups.show(*source.snapshot());
        offsets.show(nullptr);
        members.show(nullptr);
        QCOMPARE(groups.rowCount() + offsets.rowCount() + members.rowCount(), 0);
    }

    void lagIsLogEndLessCommitted() {
        FakeSource source;
        app::GroupPace pace;
        OffsetModel offsets(&pace);
        const auto snapshot = source.snapshot();
        for (const auto& group : snapshot->groups) {
            if (group->id == "nightly-report")
                offsets.show(group);
        }
        QCOMPARE(offsets.index(1, OffsetModel::lag).data(OffsetModel::sortRole).toLongLong(), 104'000);
        QVERIFY(offsets.index(1, OffsetModel::lag).data().toString().endsWith("rec"));
    }

    void gonePartitionHasNoLag() {
        auto group = std::make_shared<observe::GroupSnapshot>();
        group->id = "g";
        group->offsets.push_back({"deleted", PartitionIndex(0), Offset(7), "", noTimestamp, std::nullopt});
        QVERIFY(!app::totalLag(*group));
        app::GroupPace pace;
        OffsetModel offsets(&pace);
        offsets.show(group);
        QCOMPARE(offsets.index(0, OffsetModel::lag).data().toString(), QString("gone"));
    }

    void historyIsBoundedAndForgetsAfterAGap() {
        FakeSource source;
        app::GroupPace pace;
        for (std::size_t i = 0; i < app::GroupPace::samples + 20; ++i) {
            source.advance(1000);
            QVERIFY(pace.sample(*source.snapshot()));
        }
        source.advance(100);
        QVERIFY(!pace.sample(*source.snapshot()));
        QCOMPARE(pace.moments("test_group").size(), app::GroupPace::samples);
        source.advance(60'000);
        QVERIFY(pace.sample(*source.snapshot()));
        QCOMPARE(pace.moments("test_group").size(), std::size_t(1));
    }

    /// How lag went is known although nobody looked, or looked at the past.
    void lagIsKeptWhileNobodyLooks() {
        FakeSource source;
        GroupsView view;
        view.setSource(&source);
        const auto now = [&] {
            source.advance(1000);
            return Frame{source.snapshot(), std::make_shared<app::Rates>()};
        };
        const auto trend = [&] {
            return view.findChild<QTableView*>("groupTable")
                ->model()
                ->index(0, GroupModel::trend)
                .data(GroupModel::trendRole)
                .toList()
                .size();
        };
        view.showFrame(now());
        for (int second = 0; second < 4; ++second)
            view.keep(now());
        view.showFrame(now());
        QCOMPARE(trend(), 6);

        const Frame then = now();
        auto past = std::make_shared<app::Past>();
        past->groups = {then.snapshot};
        const auto thenMeanwhile = [&] {
            return Frame{then.snapshot, then.rates, past, std::make_shared<const Frame>(now())};
        };
        view.showFrame(thenMeanwhile());
        QCOMPARE(trend(), 1);
        view.showFrame(thenMeanwhile());
        view.keep(thenMeanwhile());
        view.keep(now()); // live again, and still hidden
        view.showFrame(now());
        QCOMPARE(trend(), 6 + 5);
    }

    void assignmentDrawsRunsTogether() {
        observe::GroupMemberSnapshot member;
        std::vector<PartitionIndex> assigned;
        for (const int p : {7, 0, 1, 2, 3, 9, 10})
            assigned.emplace_back(p);
        member.assignment.emplace_back("orders", assigned);
        member.assignment.emplace_back("none", std::vector<PartitionIndex>{});
        QCOMPARE(assignmentText(member), QString::fromUtf8("orders 0\u20133, 7, 9, 10"));
    }

    void rebalancesAreBandsInTheChart() {
        using observe::GroupState;
        LagChart chart;
        chart.resize(500, 200);
        std::deque<app::GroupMoment> moments;
        const auto add = [&](GroupState state, std::int32_t generation) {
            moments.push_back({Instant(std::chrono::seconds(moments.size())), state, generation, 40});
        };
        add(GroupState::stable, 1);
        add(GroupState::preparingRebalance, 1);
        add(GroupState::completingRebalance, 2);
        add(GroupState::stable, 2);
        add(GroupState::stable, 2);
        add(GroupState::stable, 3); // began and ended between two looks
        add(GroupState::stable, 3);
        chart.show(moments, moments.back().at);
        QCOMPARE(chart.rebalances(), std::size_t(2));
        add(GroupState::preparingRebalance, 3); // goes on
        chart.show(moments, moments.back().at);
        QCOMPARE(chart.rebalances(), std::size_t(3));
        chart.show({}, {});
        QCOMPARE(chart.rebalances(), std::size_t(0));
    }

    void viewShowsTheSelectedGroup() {
        FakeSource source;
        GroupsView view;
        view.restoreState({{"group", "warehouse"}});
        view.setSource(&source);
        view.showFrame({source.snapshot(), std::make_shared<app::Rates>()});
        auto* table = view.findChild<QTableView*>("groupTable");
        QCOMPARE(view.findChild<QLabel*>("groupTitle")->text(), QString("warehouse"));
        QCOMPARE(view.findChild<QTableView*>("offsetTable")->model()->rowCount(), 6);
        QCOMPARE(view.findChild<QTableView*>("memberTable")->model()->rowCount(), 3);
        table->selectRow(0);
        QCOMPARE(view.findChild<QLabel*>("groupTitle")->text(), QString("billing"));
        source.advance(2000);
        view.showFrame({source.snapshot(), std::make_shared<app::Rates>()});
        QCOMPARE(view.findChild<QLabel*>("groupTitle")->text(), QString("billing"));
        view.grab(); // paints without a warning
    }
};

QTEST_MAIN(GroupsTest)
#include "groups_test.moc"

// Whatever happens, in whatever order: rules that hold after every decision of the controller.
#include "replication_model.h"

#include <QTest>

using namespace partitura::controller::test;

class ReplicationPropertyTest : public QObject {
    Q_OBJECT

private slots:
    void decisionsKeepTheRules_data() {
        QTest::addColumn<bool>("eligibleLeaderReplicas");
        QTest::newRow("with eligible leader replicas") << true;
        QTest::newRow("without") << false;
    }

    void decisionsKeepTheRules() {
        QFETCH(bool, eligibleLeaderReplicas);
        int elections = 0;
        int fromElr = 0;
        int unclean = 0;
        int moves = 0;
        std::size_t replicated = 0;
        for (std::uint64_t seed = 1; seed <= 300; ++seed) {
            ReplicationModel model(seed, eligibleLeaderReplicas);
            for (int step = 0; step < 400 && model.violation().empty(); ++step)
                model.step();
            if (model.violation().empty())
                model.settle();
            QVERIFY2(model.violation().empty(),
                     qPrintable(QString("seed %1\n").arg(seed) + QString::fromStdString(model.violation())));
            elections += model.elections;
            fromElr += model.electionsFromElr;
            unclean += model.uncleanElections;
            moves += model.reassignmentsDone;
            replicated += model.replicated;
        }
        qInfo("%d elections, %d from the ELR, %d unclean, %d moves, %zu replicated", elections, fromElr,
              unclean, moves, replicated);
        // What was to be tested did happen.
        QVERIFY(elections > 1000);
        QVERIFY(moves > 100);
        QVERIFY(unclean > 10);
        QVERIFY(replicated > 1000);
        QVERIFY(eligibleLeaderReplicas ? fromElr > 50 : fromElr == 0);
    }
};

QTEST_GUILESS_MAIN(ReplicationPropertyTest)
#include "replication_property_test.moc"

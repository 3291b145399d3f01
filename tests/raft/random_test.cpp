// Quorums under random faults: nothing committed is lost or differs, and once the faults end, all agree.
#include "tests/raft/quorum.h"

#include <QtTest>

#include <set>

using namespace partitura;
using namespace partitura::raft::test;
using namespace std::chrono_literals;

namespace {

/// What a seed came to: empty if all was well.
std::string run(std::uint64_t seed) {
    SeededRandom random(seed);
    Quorum quorum(random.below(4) == 0 ? 5 : 3, static_cast<int>(random.below(2)), seed);
    if (random.below(2) == 0)
        quorum.setSnapshotInterval(5 + static_cast<int>(random.below(30)));
    quorum.start();
    std::set<std::string> acknowledged;
    int values = 0;
    for (int step = 0; step < 60; ++step) {
        const int id = 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(quorum.size())));
        switch (random.below(8)) {
        case 0:
            if (quorum.runs(id))
                quorum.losePower(id);
            break;
        case 1:
            if (quorum.runs(id))
                quorum.stop(id);
            break;
        case 2:
            quorum.start();
            break;
        case 3:
            quorum.isolate(id);
            break;
        case 4:
            quorum.cut(id, 1 + static_cast<int>(random.below(static_cast<std::uint64_t>(quorum.size()))));
            break;
        case 5:
            quorum.healAll();
            break;
        case 6:
            quorum.setLoss(static_cast<int>(random.below(30)));
            break;
        default:
            break;
        }
        for (int i = 0; i < 5; ++i) {
            if (const int leader = quorum.leader(); leader > 0)
                (void)quorum.append(leader, std::to_string(++values));
            quorum.scheduler.runFor(std::chrono::milliseconds(random.below(700)));
        }
        for (int n = 1; n <= quorum.size(); ++n)
            if (quorum.runs(n))
                acknowledged.insert(quorum.committed(n).begin(), quorum.committed(n).end());
        if (!quorum.violation().empty())
            return quorum.violation();
    }
    quorum.healAll();
    quorum.setLoss(0);
    quorum.start();
    const auto agree = [&] {
        for (int n = 1; n <= quorum.size(); ++n)
            if (quorum.committed(n).empty() || quorum.committed(n).back() != "last")
                return false;
        return true;
    };
    // More than once: a leader of before the end of the faults may be on its way out.
    bool allAgree = false;
    for (int attempt = 0; attempt < 3 && !allAgree; ++attempt) {
        const int leader = quorum.awaitLeader();
        if (leader == 0)
            return "no leader once all faults had ended";
        if (!quorum.append(leader, "last").ok())
            return "the leader appends nothing";
        allAgree = quorum.waitFor(agree, 30s);
    }
    if (!allAgree)
        return "not all nodes have what was committed last";
    for (int n = 1; n <= quorum.size(); ++n) {
        const std::set<std::string> all(quorum.committed(n).begin(), quorum.committed(n).end());
        for (const auto& value : acknowledged)
            if (!all.contains(value))
                return "record " + value + " was committed and is lost at node " + std::to_string(n);
    }
    return quorum.violation();
}

} // namespace

class RandomTest : public QObject {
    Q_OBJECT

private slots:
    void nothingCommittedIsLost() {
        const auto only = qEnvironmentVariableIntValue("PARTITURA_RAFT_SEED");
        for (int seed = only ? only : 1; seed <= (only ? only : 1000); ++seed) {
            const auto violation = run(static_cast<std::uint64_t>(seed));
            if (!violation.empty())
                QFAIL(qPrintable(QStringLiteral("seed %1: ").arg(seed) + QString::fromStdString(violation)));
        }
    }
};

QTEST_GUILESS_MAIN(RandomTest)
#include "random_test.moc"

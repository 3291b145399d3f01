#include "broker/simulator/scenario.h"

#include <algorithm>
#include <array>

namespace partitura::simulator {
namespace {

using namespace std::chrono_literals;
using Kind = Fault::Kind;

/// Draws faults along the time of a stage.
class Plan {
public:
    Plan(Random& random, const Stage& stage)
        : m_random(random)
        , m_stage(stage)
        , m_powerless(random.below(1000)) {}

    [[nodiscard]] Duration between(Duration least, Duration most) {
        return least + Duration(static_cast<std::int64_t>(
                           m_random.below(static_cast<std::uint64_t>((most - least).count()) + 1)));
    }
    template <typename T, std::size_t size>
    T oneOf(const std::array<T, size>& choices) {
        return choices[m_random.below(size)];
    }
    [[nodiscard]] bool hasNodes() const { return !m_stage.mayFail.empty(); }
    [[nodiscard]] int node() { return m_stage.mayFail[m_random.below(m_stage.mayFail.size())]; }
    /// Always the same: what no disk has synced outlives the power loss of one broker, and not that of
    /// another that holds it alone while the first one comes back.
    [[nodiscard]] int poweredOff() const { return m_stage.mayFail[m_powerless % m_stage.mayFail.size()]; }
    [[nodiscard]] int host() {
        const auto hosts =
            static_cast<std::uint64_t>(m_stage.brokers) + static_cast<std::uint64_t>(m_stage.clients);
        const auto drawn = static_cast<int>(m_random.below(hosts));
        return drawn < m_stage.brokers ? drawn + 1 : clientHost(drawn - m_stage.brokers + 1);
    }
    [[nodiscard]] int broker() {
        return 1 + static_cast<int>(m_random.below(static_cast<std::uint64_t>(m_stage.brokers)));
    }
    [[nodiscard]] std::pair<int, int> brokers() {
        const auto first = broker();
        return {first, first % m_stage.brokers + 1};
    }
    [[nodiscard]] std::int64_t number(std::uint64_t below) {
        return static_cast<std::int64_t>(m_random.below(below));
    }
    /// A host and another, one of them a broker.
    [[nodiscard]] std::pair<int, int> link() {
        const auto one = broker();
        auto other = one;
        while (other == one)
            other = host();
        return m_random.below(2) ? std::pair(one, other) : std::pair(other, one);
    }
    void add(Duration at, Fault fault) {
        if (at > m_stage.end)
            return; // what has no end of its own is healed with all else
        fault.at = at;
        m_schedule.push_back(fault);
    }

    /// Whether a fault that begins at `at` could last so long before all is healed.
    [[nodiscard]] bool lasts(Duration at, Duration span) const { return at + span < m_stage.end; }

    /// Runs `draw(at)` at times that lie `pause` apart on average until the stage ends. It returns when the
    /// fault it drew is over; the next comes no sooner.
    template <typename Draw>
    void repeat(Duration pause, Draw draw) {
        for (auto at = m_stage.begin + between(0s, pause); at < m_stage.end;)
            at = draw(at) + between(pause / 4, pause * 7 / 4);
    }

    FaultSchedule take() {
        std::ranges::stable_sort(m_schedule, {}, &Fault::at);
        return std::move(m_schedule);
    }

private:
    Random& m_random;
    const Stage& m_stage;
    const std::size_t m_powerless;
    FaultSchedule m_schedule;
};

// ---- single faults: each returns when it is over ----

/// After a node is back the others may fail: it has had time to catch up and join the ISR.
constexpr Duration catchUp = 15s;

Duration goDown(Plan& plan, Duration at, Kind how, Duration shortest = 100ms) {
    const auto node = how == Kind::losePower ? plan.poweredOff() : plan.node();
    const auto back = at + plan.between(shortest, 20s);
    plan.add(at, {.kind = how, .host = node});
    plan.add(back, {.kind = Kind::start, .host = node});
    return back + catchUp;
}

Duration freeze(Plan& plan, Duration at) {
    const auto node = plan.node();
    const auto back = at + plan.between(50ms, 15s);
    plan.add(at, {.kind = Kind::pause, .host = node});
    plan.add(back, {.kind = Kind::resume, .host = node});
    return back + catchUp;
}

Duration failDisk(Plan& plan, Duration at) {
    struct Choice {
        Kind kind;
        std::int64_t amount;
    };
    constexpr std::array choices{Choice{Kind::fillDisk, 10'000}, Choice{Kind::failWrites, 0},
                                 Choice{Kind::failSyncs, 0}, Choice{Kind::slowDisk, 2000}};
    const auto [kind, amount] = plan.oneOf(choices);
    const auto node = plan.node();
    const auto back = at + plan.between(500ms, 15s);
    plan.add(at, {.kind = kind, .host = node, .amount = amount});
    plan.add(back, {.kind = Kind::healDisk, .host = node});
    return back + catchUp;
}

Duration skew(Plan& plan, Duration at) {
    const auto node = plan.node();
    const auto ms = std::chrono::duration_cast<std::chrono::milliseconds>(plan.between(-60s, 60s)).count();
    const auto back = at + plan.between(1s, 20s);
    plan.add(at, {.kind = Kind::skewClock, .host = node, .amount = ms});
    plan.add(back, {.kind = Kind::skewClock, .host = node});
    return back;
}

Duration separate(Plan& plan, Duration at) {
    const auto [a, b] = plan.link();
    const auto back = at + plan.between(100ms, 20s);
    plan.add(at, {.kind = Kind::cut, .host = a, .other = b});
    plan.add(back, {.kind = Kind::heal, .host = a, .other = b});
    return back;
}

Duration clogLink(Plan& plan, Duration at) {
    const auto [a, b] = plan.link();
    const auto back = at + plan.between(10ms, 15s);
    plan.add(at, {.kind = Kind::clog, .host = a, .other = b});
    plan.add(back, {.kind = Kind::unclog, .host = a, .other = b});
    return back;
}

Duration spoilLink(Plan& plan, Duration at) {
    struct Choice {
        Kind kind;
        std::int64_t amount;
    };
    constexpr std::array choices{Choice{Kind::delayLink, 5000}, Choice{Kind::delayLink, 200'000},
                                 Choice{Kind::loseFrames, 2000}, Choice{Kind::loseFrames, 50'000},
                                 Choice{Kind::reset, 0}};
    const auto [a, b] = plan.link();
    const auto [kind, amount] = plan.oneOf(choices);
    const auto back = at + plan.between(1s, 20s);
    plan.add(at, {.kind = kind, .host = a, .other = b, .amount = amount});
    plan.add(back, {.kind = Kind::healLink, .host = a, .other = b});
    return back;
}

constexpr std::uint64_t partitionNumbers = 1000;

Duration moveLeader(Plan& plan, Duration at) {
    plan.add(at, {.kind = Kind::lead, .host = plan.broker(), .amount = plan.number(partitionNumbers)});
    return at;
}

/// Two replicas instead of three, and all of them again.
Duration moveReplicas(Plan& plan, Duration at) {
    const auto partition = plan.number(partitionNumbers);
    const auto [a, b] = plan.brokers();
    const auto back = at + plan.between(100ms, 20s);
    plan.add(at, {.kind = Kind::reassign, .host = a, .other = b, .amount = partition});
    plan.add(back, {.kind = Kind::lead, .host = plan.broker(), .amount = partition});
    return at + 1s;
}

// ---- scenarios ----

template <auto drawFault>
FaultSchedule ofNodes(Random& random, const Stage& stage) {
    Plan plan(random, stage);
    if (plan.hasNodes())
        plan.repeat(10s, [&](Duration at) { return drawFault(plan, at); });
    return plan.take();
}

template <auto drawFault>
FaultSchedule ofLinks(Random& random, const Stage& stage) {
    Plan plan(random, stage);
    // Two at a time may overlap.
    plan.repeat(5s, [&](Duration at) { return drawFault(plan, at); });
    plan.repeat(10s, [&](Duration at) { return drawFault(plan, at); });
    return plan.take();
}

FaultSchedule normal(Random& /*random*/, const Stage& /*stage*/) {
    return {};
}

Duration crash(Plan& plan, Duration at) {
    return goDown(plan, at, Kind::kill);
}

/// A broker that is back before its session ends leads on, by its own copy of the metadata, with what its
/// disk has kept (until it is registered): that loses what is committed, see quick-power. Longer than
/// broker.session.timeout.ms, others lead.
constexpr Duration sessionIsOver = 10s;

Duration losePower(Plan& plan, Duration at) {
    return plan.lasts(at, sessionIsOver) ? goDown(plan, at, Kind::losePower, sessionIsOver) : at + 1s;
}

Duration losePowerForAMoment(Plan& plan, Duration at) {
    return goDown(plan, at, Kind::losePower);
}

FaultSchedule rollingRestart(Random& random, const Stage& stage) {
    Plan plan(random, stage);
    auto at = stage.begin;
    while (plan.hasNodes() && at < stage.end)
        for (const auto node : stage.mayFail) {
            const auto back = at + plan.between(500ms, 5s);
            plan.add(at, {.kind = Kind::shutDown, .host = node});
            plan.add(back, {.kind = Kind::start, .host = node});
            at = back + catchUp;
        }
    return plan.take();
}

FaultSchedule reassignments(Random& random, const Stage& stage) {
    Plan plan(random, stage);
    plan.repeat(3s, [&](Duration at) { return moveReplicas(plan, at); });
    plan.repeat(3s, [&](Duration at) { return moveLeader(plan, at); });
    if (plan.hasNodes())
        plan.repeat(20s, [&](Duration at) { return crash(plan, at); });
    return plan.take();
}

FaultSchedule allAtOnce(Random& random, const Stage& stage) {
    Plan plan(random, stage);
    if (plan.hasNodes()) {
        plan.repeat(10s, [&](Duration at) {
            const auto drawn = plan.oneOf(std::array{Kind::stop, Kind::shutDown, Kind::kill, Kind::losePower,
                                                     Kind::pause, Kind::failWrites});
            if (drawn == Kind::pause)
                return freeze(plan, at);
            if (drawn == Kind::losePower)
                return losePower(plan, at);
            return drawn == Kind::failWrites ? failDisk(plan, at) : goDown(plan, at, drawn);
        });
        plan.repeat(30s, [&](Duration at) { return skew(plan, at); });
    }
    plan.repeat(10s, [&](Duration at) { return moveReplicas(plan, at); });
    plan.repeat(10s, [&](Duration at) { return moveLeader(plan, at); });
    plan.repeat(20s, [&](Duration at) { return separate(plan, at); });
    plan.repeat(15s, [&](Duration at) { return clogLink(plan, at); });
    plan.repeat(10s, [&](Duration at) { return spoilLink(plan, at); });
    return plan.take();
}

constexpr std::array table{
    Scenario{"all", "every fault of the others, at once", allAtOnce},
    Scenario{"normal", "load, and no faults", normal},
    Scenario{"crash", "brokers are killed and start again", ofNodes<crash>},
    Scenario{"power", "brokers lose power, and their disks what was not synced", ofNodes<losePower>},
    Scenario{"quick-power", "the same for moments, shorter than a broker's session",
             ofNodes<losePowerForAMoment>},
    Scenario{"pause", "brokers stand still for a while", ofNodes<freeze>},
    Scenario{"disk", "disks are full, slow, or fail", ofNodes<failDisk>},
    Scenario{"clock", "wall clocks go wrong", ofNodes<skew>},
    Scenario{"partition", "hosts are cut off from each other", ofLinks<separate>},
    Scenario{"clog", "links hold back what they carry, one way", ofLinks<clogLink>},
    Scenario{"network", "links are slow, lose frames, reset connections", ofLinks<spoilLink>},
    Scenario{"reassignments", "replicas and leaders move between brokers, which are killed and start again",
             reassignments},
    Scenario{"rolling", "brokers are stopped in order and started, one after the other", rollingRestart},
};

} // namespace

std::span<const Scenario> scenarios() {
    return table;
}

const Scenario* findScenario(std::string_view name) {
    const auto found = std::ranges::find(table, name, &Scenario::name);
    return found == table.end() ? nullptr : &*found;
}

} // namespace partitura::simulator

#include "broker/simulator/fault_schedule.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>

namespace partitura::simulator {
namespace {

using Kind = Fault::Kind;

/// How a fault is written.
struct Form {
    Kind kind;
    std::string_view name;
    int hosts;
    bool hasAmount;
};

constexpr std::array forms{
    Form{Kind::start, "start", 1, false},
    Form{Kind::stop, "stop", 1, false},
    Form{Kind::shutDown, "shut-down", 1, false},
    Form{Kind::kill, "kill", 1, false},
    Form{Kind::losePower, "lose-power", 1, false},
    Form{Kind::pause, "pause", 1, false},
    Form{Kind::resume, "resume", 1, false},
    Form{Kind::skewClock, "skew-clock", 1, true},
    Form{Kind::fillDisk, "fill-disk", 1, true},
    Form{Kind::failWrites, "fail-writes", 1, false},
    Form{Kind::failSyncs, "fail-syncs", 1, false},
    Form{Kind::slowDisk, "slow-disk", 1, true},
    Form{Kind::flipReads, "flip-reads", 1, true},
    Form{Kind::healDisk, "heal-disk", 1, false},
    Form{Kind::cut, "cut", 2, false},
    Form{Kind::heal, "heal", 2, false},
    Form{Kind::reset, "reset", 2, false},
    Form{Kind::clog, "clog", 2, false},
    Form{Kind::unclog, "unclog", 2, false},
    Form{Kind::delayLink, "delay-link", 2, true},
    Form{Kind::loseFrames, "lose-frames", 2, true},
    Form{Kind::healLink, "heal-link", 2, false},
    Form{Kind::lead, "lead", 1, true},
    Form{Kind::reassign, "reassign", 2, true},
};

const Form& formOf(Kind kind) {
    return *std::ranges::find(forms, kind, &Form::kind);
}

template <typename T>
bool parseNumber(std::string_view text, T& number) {
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size();
}

bool parseHost(std::string_view text, int& host) {
    const bool isClient = text.starts_with("client-");
    if (!isClient && !text.starts_with("broker-"))
        return false;
    if (!parseNumber(text.substr(7), host) || host < 1)
        return false;
    if (isClient)
        host = clientHost(host);
    return true;
}

/// Seconds with a fraction of up to nine digits, then "s".
bool parseTime(std::string_view text, Duration& time) {
    if (!text.ends_with('s'))
        return false;
    text.remove_suffix(1);
    const auto point = text.find('.');
    std::int64_t seconds = 0, fraction = 0;
    if (!parseNumber(text.substr(0, point), seconds) || seconds < 0)
        return false;
    if (point != std::string_view::npos) {
        std::string digits(text.substr(point + 1));
        if (digits.empty() || digits.size() > 9)
            return false;
        digits.resize(9, '0');
        if (!parseNumber(std::string_view(digits), fraction) || fraction < 0)
            return false;
    }
    time = std::chrono::seconds(seconds) + Duration(fraction);
    return true;
}

std::vector<std::string_view> words(std::string_view line) {
    std::vector<std::string_view> found;
    while (!line.empty()) {
        const auto end = std::min(line.find(' '), line.size());
        if (end > 0)
            found.push_back(line.substr(0, end));
        line.remove_prefix(std::min(end + 1, line.size()));
    }
    return found;
}

Result<Fault> parseFault(std::string_view line) {
    const auto bad = [&](std::string_view why) {
        return Error{ErrorCode::INVALID_REQUEST, fmt::format("\"{}\": {}", line, why)};
    };
    const auto parts = words(line);
    Fault fault;
    if (parts.size() < 2 || !parseTime(parts[0], fault.at))
        return bad("a fault begins with its time, such as 1.5s, and its name");
    const auto form = std::ranges::find(forms, parts[1], &Form::name);
    if (form == forms.end())
        return bad("there is no such fault");
    fault.kind = form->kind;
    if (parts.size() != 2u + static_cast<std::size_t>(form->hosts) + form->hasAmount)
        return bad("too few or too many words");
    if (!parseHost(parts[2], fault.host) || (form->hosts == 2 && !parseHost(parts[3], fault.other)))
        return bad("hosts are broker-N and client-N");
    if (form->hasAmount && !parseNumber(parts.back(), fault.amount))
        return bad("the last word must be a number");
    return fault;
}

} // namespace

std::string hostName(int host) {
    return host > clientHost(0) ? "client-" + std::to_string(host - clientHost(0))
                                : SimulatedCluster::hostOf(host);
}

std::string toString(const Fault& fault) {
    const auto& form = formOf(fault.kind);
    auto text = fmt::format("{}.{:09}s {} {}", fault.at.count() / 1'000'000'000,
                            fault.at.count() % 1'000'000'000, form.name, hostName(fault.host));
    if (form.hosts == 2)
        text += " " + hostName(fault.other);
    if (form.hasAmount)
        text += " " + std::to_string(fault.amount);
    return text;
}

std::string toString(const FaultSchedule& schedule) {
    std::string text;
    for (const auto& fault : schedule)
        text += toString(fault) + "\n";
    return text;
}

Result<FaultSchedule> parseFaultSchedule(std::string_view text) {
    FaultSchedule schedule;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        const auto line = text.substr(0, end);
        text.remove_prefix(std::min(end + 1, text.size()));
        if (words(line).empty())
            continue;
        auto fault = parseFault(line);
        if (!fault)
            return fault.error();
        schedule.push_back(*fault);
    }
    std::ranges::stable_sort(schedule, {}, &Fault::at);
    return schedule;
}

Result<void> apply(SimulatedCluster& cluster, const Fault& fault) {
    auto& network = cluster.network();
    const auto host = fault.host;
    const auto name = hostName(host);
    const auto other = hostName(fault.other);
    auto link = network.link(name, other);
    switch (fault.kind) {
    case Kind::start:
        return cluster.start(host);
    case Kind::stop:
        cluster.stop(host);
        break;
    case Kind::shutDown:
        cluster.shutDown(host);
        break;
    case Kind::kill:
        cluster.kill(host);
        break;
    case Kind::losePower:
        cluster.losePower(host);
        break;
    case Kind::pause:
        cluster.pause(host);
        break;
    case Kind::resume:
        cluster.resume(host);
        break;
    case Kind::skewClock:
        cluster.setClockSkewMs(host, fault.amount);
        break;
    case Kind::fillDisk:
        cluster.setDisk(host, {.bytesFree = static_cast<std::uint64_t>(fault.amount)});
        break;
    case Kind::failWrites:
        cluster.setDisk(host, {.failsWrites = true});
        break;
    case Kind::failSyncs:
        cluster.setDisk(host, {.failsSyncs = true});
        break;
    case Kind::slowDisk:
        cluster.setDisk(host, {.operationTakes = std::chrono::microseconds(fault.amount)});
        break;
    case Kind::flipReads:
        cluster.setDisk(host, {.readFlipsOneIn = static_cast<std::uint64_t>(fault.amount)});
        break;
    case Kind::healDisk:
        cluster.setDisk(host, {});
        break;
    case Kind::cut:
        network.cut(name, other);
        break;
    case Kind::heal:
        network.heal(name, other);
        break;
    case Kind::reset:
        network.reset(name, other);
        break;
    case Kind::clog:
        network.clog(name, other);
        break;
    case Kind::unclog:
        network.unclog(name, other);
        break;
    case Kind::delayLink:
        link.delayMean = link.delayMin + std::chrono::microseconds(fault.amount);
        network.setLink(name, other, link);
        break;
    case Kind::loseFrames:
        link.lossPerMillion = static_cast<std::uint32_t>(fault.amount);
        network.setLink(name, other, link);
        break;
    case Kind::healLink:
        network.clearLink(name, other);
        break;
    case Kind::lead:
    case Kind::reassign:
        break; // a client asks for it
    }
    return {};
}

Result<void> healAll(SimulatedCluster& cluster) {
    cluster.network().healAll();
    Result<void> result;
    for (int id = 1; id <= cluster.size(); ++id) {
        cluster.setDisk(id, {});
        cluster.setClockSkewMs(id, 0);
        cluster.resume(id);
        if (auto started = cluster.start(id); !started && result)
            result = started;
    }
    return result;
}

} // namespace partitura::simulator

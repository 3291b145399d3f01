#include "app/clients/live_workloads.h"

#include "broker/base/random.h"

#include <fmt/format.h>

#include <algorithm>

namespace partitura::app {
namespace {

using namespace std::chrono_literals;

constexpr Duration sampleEvery = 250ms, rateOver = 2s, second = 1s, latencyOver = 10s;
constexpr Duration leavePatience = 2s;

/// The clients' threads of this process.
struct ClientThreads {
    std::mutex mutex;
    std::condition_variable ended;
    std::int64_t running = 0;
} clientThreads;

/// The life of one client, on a thread of its own.
void launch(std::shared_ptr<ClientRun> run, std::int64_t client) {
    const std::lock_guard lock(clientThreads.mutex);
    std::thread([run = std::move(run), client]() mutable {
        (run->spec.producer() ? runProducer : runConsumer)(*run, client, run->stop.get_token());
        --run->running;
        run.reset();
        const std::lock_guard lock(clientThreads.mutex);
        --clientThreads.running;
        clientThreads.ended.notify_all();
    }).detach();
    ++clientThreads.running;
}

Error refusal(std::string why) {
    return {ErrorCode::INVALID_REQUEST, std::move(why)};
}

double perSecond(std::uint64_t from, std::uint64_t to, Duration time) {
    return time > 0s ? double(to - from) / std::chrono::duration<double>(time).count() : 0;
}

/// Whether clients that run with `a` would act otherwise with `b`, rate and time a record aside.
bool needsRestart(const WorkloadSpec& a, WorkloadSpec b) {
    if (auto* producer = std::get_if<ProducerSpec>(&b.work); producer && a.producer())
        producer->perSecond = a.producer()->perSecond;
    if (auto* consumer = std::get_if<ConsumerSpec>(&b.work); consumer && a.consumer())
        consumer->perRecordUs = a.consumer()->perRecordUs;
    return a != b;
}

} // namespace

LiveWorkloads::LiveWorkloads(std::string servers, std::shared_ptr<const Clock> clock)
    : m_servers(std::move(servers))
    , m_clock(std::move(clock))
    , m_snapshot(std::make_shared<WorkloadsSnapshot>())
    , m_keeper([this](const std::stop_token& stop) { keep(stop); }) {}

LiveWorkloads::~LiveWorkloads() {
    m_keeper.request_stop();
    m_keeper.join();
    for (auto& workload : m_workloads)
        letGo(*workload);
    std::unique_lock lock(clientThreads.mutex);
    clientThreads.ended.wait_for(lock, leavePatience, [] { return clientThreads.running == 0; });
}

bool LiveWorkloads::clientsAreLeft() {
    const std::lock_guard lock(clientThreads.mutex);
    return clientThreads.running > 0;
}

void LiveWorkloads::keepSpecs(std::function<void(const std::vector<WorkloadSpec>&)> keep) {
    const std::lock_guard lock(m_mutex);
    m_keepSpecs = std::move(keep);
}

void LiveWorkloads::tellSpecs() {
    std::vector<WorkloadSpec> specs;
    std::function<void(const std::vector<WorkloadSpec>&)> keep;
    {
        const std::lock_guard lock(m_mutex);
        keep = m_keepSpecs;
        for (const auto& workload : m_workloads)
            specs.push_back(*workload->spec);
    }
    if (keep)
        keep(specs);
}

LiveWorkloads::Workload* LiveWorkloads::find(WorkloadId id) {
    const auto at = std::ranges::find(m_workloads, id, [](const auto& workload) { return workload->id; });
    return at != m_workloads.end() ? at->get() : nullptr;
}

std::string LiveWorkloads::freeName(std::string wanted, const Workload* except) const {
    const auto taken = [&](const std::string& name) {
        return std::ranges::any_of(m_workloads, [&](const auto& workload) {
            return workload.get() != except && workload->spec->name == name;
        });
    };
    auto name = wanted;
    for (int number = 2; taken(name); ++number)
        name = fmt::format("{}-{}", wanted, number);
    return name;
}

Result<void> LiveWorkloads::command(WorkloadId id, const std::function<Result<void>(Workload&)>& change) {
    const std::lock_guard lock(m_mutex);
    auto* workload = find(id);
    if (!workload)
        return refusal("there is no such workload");
    auto result = change(*workload);
    announce();
    return result;
}

void LiveWorkloads::announce() {
    publish();
    m_changed = true;
    m_wake.notify_all();
}

Result<WorkloadId> LiveWorkloads::add(WorkloadSpec spec) {
    if (!problemsOf(spec).empty())
        return refusal("the workload's description has errors");
    WorkloadId id{};
    {
        const std::lock_guard lock(m_mutex);
        if (m_workloads.size() >= std::size_t(mostWorkloads))
            return refusal(fmt::format("there are {} workloads already; remove one first", mostWorkloads));
        spec.name = freeName(std::move(spec.name), nullptr);
        id = WorkloadId(++m_lastId);
        auto& workload = *m_workloads.emplace_back(std::make_unique<Workload>());
        workload.id = id;
        workload.spec = std::make_shared<WorkloadSpec>(std::move(spec));
        announce();
    }
    tellSpecs();
    return id;
}

Result<void> LiveWorkloads::change(WorkloadId id, WorkloadSpec spec) {
    if (!problemsOf(spec).empty())
        return refusal("the workload's description has errors");
    auto result = command(id, [&](Workload& workload) -> Result<void> {
        if (spec.work.index() != workload.spec->work.index())
            return refusal("a producer cannot become a consumer");
        spec.name = freeName(std::move(spec.name), &workload);
        if (workload.run) {
            auto& run = *workload.run;
            if (const auto* producer = spec.producer())
                run.perSecond = producer->perSecond;
            if (const auto* consumer = spec.consumer())
                run.perRecordUs = consumer->perRecordUs;
        }
        workload.spec = std::make_shared<WorkloadSpec>(std::move(spec));
        return {};
    });
    tellSpecs();
    return result;
}

Result<void> LiveWorkloads::remove(WorkloadId id) {
    auto result = command(id, [&](Workload& workload) -> Result<void> {
        letGo(workload);
        std::erase_if(m_workloads, [&](const auto& one) { return one.get() == &workload; });
        return {};
    });
    tellSpecs();
    return result;
}

Result<void> LiveWorkloads::start(WorkloadId id) {
    return command(id, [&](Workload& workload) -> Result<void> {
        if (workload.run && !workload.run->ended()) {
            if (workload.run->ending != Ending::none)
                return refusal(
                    fmt::format("{} has not ended yet; try again in a moment", workload.spec->name));
            workload.run->paused = false;
            return {};
        }
        letGo(workload);
        // Another number for each start of each program, so that records are not taken for those of an
        // earlier one.
        const auto runId = SeededRandom(std::uint64_t(m_clock->wallTimeMs()) ^ (++m_starts << 48)).next();
        workload.run = std::make_shared<ClientRun>(*workload.spec, m_servers, runId, m_clock);
        for (std::int64_t client = 0; client < workload.spec->clients; ++client)
            launch(workload.run, client);
        const Sample now{m_clock->now()};
        workload.samples = {now};
        workload.lastSecond = now;
        workload.latencies.clear();
        workload.history.clear();
        workload.missing = 0;
        return {};
    });
}

void LiveWorkloads::end(ClientRun& run, Ending ending) {
    run.ending = ending;
    if (ending != Ending::crashBeforeCommit) // of which they end by themselves
        run.stop.request_stop();
}

/// The clients leave, if they still run, and nobody asks about them any more.
void LiveWorkloads::letGo(Workload& workload) {
    if (!workload.run)
        return;
    if (workload.run->ending != Ending::crash)
        end(*workload.run, Ending::leave);
    m_letGo.push_back(std::move(workload.run));
}

Result<void> LiveWorkloads::stop(WorkloadId id) {
    return command(id, [&](Workload& workload) -> Result<void> {
        if (workload.run && workload.run->ended())
            letGo(workload);
        else if (workload.run)
            end(*workload.run, Ending::leave);
        return {};
    });
}

Result<void> LiveWorkloads::crash(WorkloadId id, CrashMoment moment) {
    return command(id, [&](Workload& workload) -> Result<void> {
        if (!workload.run || workload.run->ended())
            return refusal(fmt::format("{} does not run", workload.spec->name));
        if (moment == CrashMoment::beforeCommit && workload.spec->producer())
            return refusal("a producer commits nothing; crash it now instead");
        end(*workload.run, moment == CrashMoment::now ? Ending::crash : Ending::crashBeforeCommit);
        return {};
    });
}

Result<void> LiveWorkloads::pause(WorkloadId id) {
    return command(id, [&](Workload& workload) -> Result<void> {
        if (!workload.run || workload.run->ended())
            return refusal(fmt::format("{} does not run", workload.spec->name));
        workload.run->paused = true;
        return {};
    });
}

std::shared_ptr<const WorkloadsSnapshot> LiveWorkloads::snapshot() const {
    const std::lock_guard lock(m_mutex);
    return m_snapshot;
}

void LiveWorkloads::keep(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
        std::vector<std::shared_ptr<ClientRun>> forgotten; // after the lock: it may take a moment
        std::unique_lock lock(m_mutex);
        // With no workload there is nothing to look at until a command comes.
        const auto commanded = [&] { return m_changed; };
        if (m_workloads.empty())
            m_wake.wait(lock, stop, commanded);
        else
            m_wake.wait_for(lock, stop, sampleEvery, commanded);
        m_changed = false;
        forgotten.swap(m_letGo);
        publish();
    }
}

void LiveWorkloads::publish() {
    const auto now = m_clock->now();
    auto next = std::make_shared<WorkloadsSnapshot>();
    next->version = m_snapshot->version + 1;
    for (auto& workload : m_workloads) {
        if (workload->run)
            sample(*workload, now);
        next->workloads.push_back(std::make_shared<WorkloadStatus>(statusOf(*workload)));
    }
    m_snapshot = std::move(next);
}

void LiveWorkloads::sample(Workload& workload, Instant now) const {
    auto& run = *workload.run;
    const Sample sample{now, run.records, run.bytes};
    auto& samples = workload.samples;
    samples.push_back(sample);
    while (samples.size() > 2 && now - samples[1].at >= rateOver)
        samples.pop_front();
    if (now - workload.lastSecond.at < second)
        return;
    workload.history.push_back(
        perSecond(workload.lastSecond.records, sample.records, now - workload.lastSecond.at));
    if (workload.history.size() > WorkloadStatus::historyLength)
        workload.history.pop_front();
    workload.lastSecond = sample;
    auto& latencies = workload.latencies;
    latencies.emplace_back(now, run.latency.counts());
    while (latencies.size() > 2 && now - latencies[1].first >= latencyOver)
        latencies.pop_front();
    workload.missing = run.withCheck([&](DeliveryCheck& check) { return check.missing(now); });
}

WorkloadState LiveWorkloads::stateOf(const Workload& workload) {
    if (!workload.run)
        return WorkloadState::stopped;
    const auto& run = *workload.run;
    const auto ending = run.ending.load();
    if (!workload.run->ended())
        return ending == Ending::leave  ? WorkloadState::stopping
               : ending != Ending::none ? WorkloadState::crashing
               : run.paused             ? WorkloadState::paused
                                        : WorkloadState::running;
    return run.crashed > 0  ? WorkloadState::crashed
           : run.failed > 0 ? WorkloadState::failed
                            : WorkloadState::stopped;
}

WorkloadStatus LiveWorkloads::statusOf(const Workload& workload) {
    WorkloadStatus status;
    status.id = workload.id;
    status.spec = workload.spec;
    status.state = stateOf(workload);
    status.history = workload.history;
    if (!workload.run)
        return status;
    auto& run = *workload.run;
    status.clientsRunning = run.running;
    status.changedSinceStart = status.clientsRunning > 0 && needsRestart(run.spec, *workload.spec);
    if (status.clientsRunning > 0) {
        const auto& first = workload.samples.front();
        const auto& last = workload.samples.back();
        status.recordsPerSecond = perSecond(first.records, last.records, last.at - first.at);
        status.bytesPerSecond = perSecond(first.bytes, last.bytes, last.at - first.at);
    }
    status.records = run.records;
    status.bytes = run.bytes;
    status.errors = run.errors;
    status.lastError = run.lastError();
    status.sent = run.sent;
    // Before the first second is over, all there is.
    const auto earlier =
        workload.latencies.empty() ? LatencyHistogram::Counts{} : workload.latencies.front().second;
    status.latency = LatencyHistogram::between(earlier, run.latency.counts());
    status.rebalances = run.rebalances;
    status.partitions = run.partitions;
    status.commits = run.commits;
    status.skipped = run.skipped;
    status.retries = run.retries;
    status.missing = workload.missing;
    run.withCheck([&](const DeliveryCheck& check) {
        status.repeated = check.repeated();
        status.writtenTwice = check.writtenTwice();
        for (const auto& [at, offset] : check.positions()) {
            if (status.positions.size() >= WorkloadStatus::mostPositions)
                break;
            status.positions.emplace_back(at, offset);
        }
    });
    return status;
}

} // namespace partitura::app

#include "app/clients/client_run.h"

#include <fmt/format.h>

#include <condition_variable>
#include <utility>

namespace partitura::app {

ClientRun::ClientRun(WorkloadSpec startedWith, std::string bootstrapServers, std::uint64_t runId,
                     std::shared_ptr<const Clock> time)
    : spec(std::move(startedWith))
    , servers(std::move(bootstrapServers))
    , id(runId)
    , clock(std::move(time))
    , running(spec.clients) {
    if (const auto* producer = spec.producer())
        perSecond = producer->perSecond;
    if (const auto* consumer = spec.consumer())
        perRecordUs = consumer->perRecordUs;
}

void ClientRun::noteError(std::string text) {
    constexpr std::size_t longestError = 500;
    if (text.size() > longestError)
        text.resize(longestError);
    const std::lock_guard lock(m_mutex);
    m_lastError = std::move(text);
}

std::string ClientRun::lastError() const {
    const std::lock_guard lock(m_mutex);
    return m_lastError;
}

std::string ClientRun::clientId(std::int64_t client) const {
    return spec.producer() && spec.clients == 1 ? spec.name : fmt::format("{}-{}", spec.name, client + 1);
}

void rest(const std::stop_token& stop, Duration time) {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait_for(lock, stop, time, [] { return false; });
}

} // namespace partitura::app

#include "broker/simulator/client_connections.h"

namespace partitura::simulator {
namespace {

constexpr std::int16_t metadataVersion = 12;

} // namespace

ClientConnections::ClientConnections(simulation::VirtualScheduler& scheduler,
                                     simulation::SimulatedNetwork& network, std::string host,
                                     std::map<BrokerId, net::Endpoint> bootstrap)
    : m_loop(scheduler)
    , m_transport(network, m_loop, host)
    , m_host(std::move(host))
    , m_endpoints(std::move(bootstrap)) {}

net::RpcChannel& ClientConnections::channelTo(BrokerId broker, int lane) {
    auto& channel = m_channels[{broker, lane}];
    if (!channel)
        channel = std::make_unique<net::RpcChannel>(m_loop, m_transport, m_endpoints.at(broker), m_host);
    return *channel;
}

BrokerId ClientConnections::anyBroker() {
    auto at = m_endpoints.begin();
    std::advance(at, static_cast<std::ptrdiff_t>(m_turn++ % m_endpoints.size()));
    return at->first;
}

void ClientConnections::refresh(const std::vector<std::string>& topics, EventLoop::Task done) {
    protocol::MetadataRequest request;
    request.allowAutoTopicCreation = false;
    for (const auto& topic : topics)
        request.topics->push_back({.name = topic});
    call<protocol::MetadataRequest>(anyBroker(), request, metadataVersion, clientRequestTimeout,
                                    [this, done = std::move(done)](const auto& answer) {
                                        if (!answer)
                                            return later(clientRetryBackoff, done);
                                        take(*answer);
                                        done();
                                    });
}

void ClientConnections::take(const protocol::MetadataResponse& answer) {
    for (const auto& broker : answer.brokers)
        learn(BrokerId(broker.nodeId), {broker.host, static_cast<std::uint16_t>(broker.port)});
    for (const auto& topic : answer.topics) {
        auto& leaders = m_leaders[topic.name.value_or("")];
        if (leaders.size() < topic.partitions.size())
            leaders.resize(topic.partitions.size());
        for (const auto& partition : topic.partitions) {
            // A broker that lags behind may answer with older news than are known (KIP-320).
            auto& known = leaders[static_cast<std::size_t>(partition.partitionIndex)];
            if (LeaderEpoch(partition.leaderEpoch) >= known.epoch)
                known = {BrokerId(partition.leaderId), LeaderEpoch(partition.leaderEpoch)};
        }
    }
}

ClientConnections::Leader ClientConnections::leaderOf(const TopicPartition& partition) const {
    const auto topic = m_leaders.find(partition.topic);
    const auto index = static_cast<std::size_t>(partition.partition.value());
    if (topic == m_leaders.end() || index >= topic->second.size())
        return {};
    const auto leader = topic->second[index];
    return m_endpoints.contains(leader.broker) ? leader : Leader{};
}

int ClientConnections::partitionsOf(const std::string& topic) const {
    const auto found = m_leaders.find(topic);
    return found == m_leaders.end() ? 0 : static_cast<int>(found->second.size());
}

} // namespace partitura::simulator

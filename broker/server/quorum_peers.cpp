#include "broker/server/quorum_peers.h"

namespace partitura::server {

QuorumPeers::QuorumPeers(EventLoop& loop, net::Transport& transport, std::string clientId,
                         std::map<BrokerId, net::Endpoint> nodes, Duration requestTimeout)
    : m_loop(loop)
    , m_transport(transport)
    , m_clientId(std::move(clientId))
    , m_nodes(std::move(nodes))
    , m_requestTimeout(requestTimeout) {}

template <typename Request>
void QuorumPeers::call(Channels& channels, BrokerId to, const Request& request, Answer<Request> answer) {
    const auto node = m_nodes.find(to);
    if (node == m_nodes.end()) {
        m_loop.post([answer = std::move(answer)] { answer(ErrorCode::NETWORK_EXCEPTION); });
        return;
    }
    auto& channel = channels[to];
    if (!channel)
        channel = std::make_unique<net::RpcChannel>(m_loop, m_transport, node->second, m_clientId,
                                                    m_requestTimeout);
    channel->call(request, Request::table.valid.last, std::move(answer));
}

void QuorumPeers::send(BrokerId to, const protocol::VoteRequest& request,
                       Answer<protocol::VoteRequest> answer) {
    call(m_others, to, request, std::move(answer));
}

void QuorumPeers::send(BrokerId to, const protocol::BeginQuorumEpochRequest& request,
                       Answer<protocol::BeginQuorumEpochRequest> answer) {
    call(m_others, to, request, std::move(answer));
}

void QuorumPeers::send(BrokerId to, const protocol::EndQuorumEpochRequest& request,
                       Answer<protocol::EndQuorumEpochRequest> answer) {
    call(m_others, to, request, std::move(answer));
}

void QuorumPeers::send(BrokerId to, const protocol::FetchRequest& request,
                       Answer<protocol::FetchRequest> answer) {
    call(m_fetches, to, request, std::move(answer));
}

void QuorumPeers::send(BrokerId to, const protocol::FetchSnapshotRequest& request,
                       Answer<protocol::FetchSnapshotRequest> answer) {
    call(m_fetches, to, request, std::move(answer));
}

} // namespace partitura::server

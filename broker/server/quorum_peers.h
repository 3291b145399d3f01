// How a member of the quorum reaches the others.
#pragma once

#include "broker/net/rpc_channel.h"
#include "broker/raft/raft_node.h"

#include <map>
#include <memory>
#include <string>

namespace partitura::server {

/// Requests over two connections to each member: fetches wait at the leader, votes must not wait behind them.
/// Thread: the broker's loop.
class QuorumPeers final : public raft::RaftPeers {
public:
    /// `nodes`: where each is reached; one that is not among them answers with NETWORK_EXCEPTION.
    /// `requestTimeout`: controller.quorum.request.timeout.ms.
    QuorumPeers(EventLoop& loop, net::Transport& transport, std::string clientId,
                std::map<BrokerId, net::Endpoint> nodes, Duration requestTimeout = std::chrono::seconds(2));

    void send(BrokerId to, const protocol::VoteRequest& request,
              Answer<protocol::VoteRequest> answer) override;
    void send(BrokerId to, const protocol::BeginQuorumEpochRequest& request,
              Answer<protocol::BeginQuorumEpochRequest> answer) override;
    void send(BrokerId to, const protocol::EndQuorumEpochRequest& request,
              Answer<protocol::EndQuorumEpochRequest> answer) override;
    void send(BrokerId to, const protocol::FetchRequest& request,
              Answer<protocol::FetchRequest> answer) override;
    void send(BrokerId to, const protocol::FetchSnapshotRequest& request,
              Answer<protocol::FetchSnapshotRequest> answer) override;

private:
    using Channels = std::map<BrokerId, std::unique_ptr<net::RpcChannel>>;

    template <typename Request>
    void call(Channels& channels, BrokerId to, const Request& request, Answer<Request> answer);

    EventLoop& m_loop;
    net::Transport& m_transport;
    const std::string m_clientId;
    const std::map<BrokerId, net::Endpoint> m_nodes;
    const Duration m_requestTimeout;
    Channels m_fetches;
    Channels m_others;
};

} // namespace partitura::server

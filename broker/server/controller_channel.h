// The way to the controller, wherever it is.
#pragma once

#include "broker/controller/controller.h"
#include "broker/net/rpc_channel.h"
#include "broker/protocol/messages/envelope.h"

#include <functional>
#include <map>
#include <memory>

namespace partitura::server {

/// Sends requests to the controller and follows it when it moves (Kafka's NodeToControllerChannelManager).
/// What an unreachable node, or one that is no longer the controller, leaves unanswered is asked again, until
/// its time is up. Owned by the broker. Thread: its loop.
class ControllerChannel {
public:
    /// Where a node is reached; nullptr while not known. Stable for the channel's life.
    using ChannelTo = std::function<net::RpcChannel*(BrokerId)>;

    ControllerChannel(EventLoop& loop, ChannelTo channelTo)
        : m_loop(loop)
        , m_channelTo(std::move(channelTo)) {}
    /// Forgets all that waits, unanswered.
    ~ControllerChannel() { *m_alive = false; }

    /// The quorum has this leader; BrokerId() for none. `local` is it if it is on this node.
    void setController(BrokerId id, controller::Controller* local);
    [[nodiscard]] BrokerId controller() const { return m_id; }

    /// A request of this broker itself. `answer` runs once on the loop, perhaps inside this call. Errors:
    /// REQUEST_TIMED_OUT after `timeout`.
    template <typename Request>
    void ask(const Request& request, Duration timeout,
             std::function<void(const Result<typename Request::Response>&)> answer) {
        using Response = typename Request::Response;
        attempt<Response>(
            m_loop.clock().now() + timeout, std::move(answer),
            [request](controller::Controller& local, Taker<Response> take) { local.handle(request, take); },
            [request](net::RpcChannel& channel, Taker<Response> take) {
                channel.call(request, Request::table.valid.last,
                             std::function([take](const Result<Response>& got) {
                                 const bool moved = got && got->errorCode == ErrorCode::NOT_CONTROLLER;
                                 take(moved ? Result<Response>(ErrorCode::NOT_CONTROLLER) : got);
                             }));
            });
    }

    /// A client's request, passed on in an Envelope (KIP-590).
    template <typename Request>
    void forward(const Request& request, Duration timeout,
                 std::function<void(const Result<typename Request::Response>&)> answer) {
        using Response = typename Request::Response;
        attempt<Response>(
            m_loop.clock().now() + timeout, std::move(answer),
            [request](controller::Controller& local, Taker<Response> take) { local.handle(request, take); },
            [request](net::RpcChannel& channel, Taker<Response> take) { envelope(request, channel, take); });
    }
    /// The same for what the controller's node answers without the controller: to be asked elsewhere alone.
    template <typename Request>
    void forwardElsewhere(const Request& request, Duration timeout,
                          std::function<void(const Result<typename Request::Response>&)> answer) {
        using Response = typename Request::Response;
        attempt<Response>(
            m_loop.clock().now() + timeout, std::move(answer),
            [](controller::Controller&, Taker<Response> take) { take(ErrorCode::NOT_CONTROLLER); },
            [request](net::RpcChannel& channel, Taker<Response> take) { envelope(request, channel, take); });
    }

private:
    template <typename Response>
    using Taker = std::function<void(const Result<Response>&)>;

    template <typename Request, typename Response = typename Request::Response>
    static void envelope(const Request& request, net::RpcChannel& channel, Taker<Response> take) {
        const auto version = Request::table.valid.last;
        auto frame = protocol::encodeRequest(request, version, 0, "forwarded").flatten();
        if (!frame)
            return take(frame.error());
        protocol::EnvelopeRequest envelope;
        envelope.requestData = std::move(*frame);
        channel.call(
            envelope, 0, std::function([take, version](const Result<protocol::EnvelopeResponse>& got) {
                if (!got || got->errorCode != ErrorCode::NONE || !got->responseData)
                    return take(got ? Error{got->errorCode, "The controller has changed."} : got.error());
                auto bytes = *got->responseData;
                take(protocol::decodeResponse<Response>(bytes, version));
            }));
    }

    template <typename Response, typename Locally, typename Remotely>
    void attempt(Instant deadline, Taker<Response> answer, Locally locally, Remotely remotely) {
        const auto take = [this, alive = m_alive, deadline, answer, locally,
                           remotely](const Result<Response>& got) {
            if (!*alive)
                return;
            const auto code = got.code();
            if (code != ErrorCode::NOT_CONTROLLER && code != ErrorCode::NETWORK_EXCEPTION)
                return answer(got);
            if (m_loop.clock().now() >= deadline)
                return answer(Error{ErrorCode::REQUEST_TIMED_OUT, "The controller cannot be reached."});
            m_loop.schedule(retryDelay, [this, alive, deadline, answer, locally, remotely] {
                if (*alive)
                    attempt<Response>(deadline, answer, locally, remotely);
            });
        };
        if (m_local)
            return locally(*m_local, take);
        if (auto* channel = m_id == BrokerId() ? nullptr : m_channelTo(m_id))
            return remotely(*channel, take);
        take(ErrorCode::NOT_CONTROLLER);
    }

    static constexpr Duration retryDelay = std::chrono::milliseconds(20);

    EventLoop& m_loop;
    ChannelTo m_channelTo;
    BrokerId m_id;
    controller::Controller* m_local = nullptr;
    std::shared_ptr<bool> m_alive = std::make_shared<bool>(true);
};

} // namespace partitura::server

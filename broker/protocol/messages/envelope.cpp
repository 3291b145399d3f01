#include "broker/protocol/messages/envelope.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = EnvelopeRequest;
using Response = EnvelopeResponse;

constexpr Field requestFields[] = {
    field<&Request::requestData>("RequestData", since(0), "The request, with its header."),
    field<&Request::requestPrincipal>("RequestPrincipal", since(0),
                                      "Who the client is; null if it has not said.", {.nullable = since(0)}),
    field<&Request::clientHostAddress>("ClientHostAddress", since(0), "The client's address, 4 or 16 bytes."),
};

constexpr Field responseFields[] = {
    field<&Response::responseData>("ResponseData", since(0),
                                   "The response, with its header; null where the envelope failed.",
                                   {.nullable = since(0)}),
    field<&Response::errorCode>("ErrorCode", since(0),
                                "What went wrong with the envelope; the request's own errors stand within."),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("EnvelopeRequest", between(0, 0), 0, requestFields);
constinit const Table Response::table =
    messageTable<Response>("EnvelopeResponse", between(0, 0), 0, responseFields);

} // namespace partitura::protocol

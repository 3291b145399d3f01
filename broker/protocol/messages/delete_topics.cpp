#include "broker/protocol/messages/delete_topics.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DeleteTopicsRequest;
using Topic = Request::DeleteTopicState;
using Response = DeleteTopicsResponse;
using TopicResult = Response::DeletableTopicResult;

constexpr Field requestFields[] = {
    field<&Request::topics>("Topics", since(6), "Topics to delete, each by name or by id."),
    field<&Request::topicNames>("TopicNames", between(0, 5), "Names of the topics to delete.",
                                {.entity = Entity::TopicName}),
    field<&Request::timeoutMs>("TimeoutMs", since(0), about::timeoutMs),
};
constexpr Field topicFields[] = {
    field<&Topic::name>("Name", since(6), "Name of the topic; null to go by id.",
                        {.nullable = since(6), .entity = Entity::TopicName}),
    field<&Topic::topicId>("TopicId", since(6), "Id of the topic; zero to go by name.",
                           {.entity = Entity::TopicId}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(1), about::throttleTimeMs),
    field<&Response::responses>("Responses", since(0), about::topics),
};
constexpr Field topicResultFields[] = {
    field<&TopicResult::name>("Name", since(0),
                              "Name of the topic; null if asked by an id that no topic has.",
                              {.nullable = since(6), .entity = Entity::TopicName}),
    field<&TopicResult::topicId>("TopicId", since(6), about::topicId, {.entity = Entity::TopicId}),
    field<&TopicResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&TopicResult::errorMessage>("ErrorMessage", since(5), about::errorMessage, {.nullable = since(5)}),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DeleteTopicsRequest", between(1, 6), 4, requestFields);
constinit const Table Topic::table = structTable<Topic>("DeleteTopicState", topicFields);

constinit const Table Response::table =
    messageTable<Response>("DeleteTopicsResponse", between(1, 6), 4, responseFields);
constinit const Table TopicResult::table =
    structTable<TopicResult>("DeletableTopicResult", topicResultFields);

} // namespace partitura::protocol

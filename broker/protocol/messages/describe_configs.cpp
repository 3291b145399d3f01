#include "broker/protocol/messages/describe_configs.h"

#include "broker/protocol/messages/about.h"
#include "broker/protocol/wire.h"

namespace partitura::protocol {
namespace {

using Request = DescribeConfigsRequest;
using Resource = Request::DescribeConfigsResource;
using Response = DescribeConfigsResponse;
using ResourceResult = Response::DescribeConfigsResult;
using Config = Response::DescribeConfigsResourceResult;
using Synonym = Response::DescribeConfigsSynonym;

constexpr std::string_view aboutResourceType =
    "What is described: 2 a topic, 4 a broker, 8 a broker's loggers.";
constexpr std::string_view aboutResourceName = "Name of the topic or id of the broker.";
constexpr std::string_view aboutSource =
    "Where it comes from: 1 topic, 2 broker, 3 all brokers, 4 the broker's file, 5 default, 6 logger.";

constexpr Field requestFields[] = {
    field<&Request::resources>("Resources", since(0), "What to describe."),
    field<&Request::includeSynonyms>("IncludeSynonyms", since(1),
                                     "Whether to list the values each key falls back on."),
    field<&Request::includeDocumentation>("IncludeDocumentation", since(3), "Whether to explain each key."),
};
constexpr Field resourceFields[] = {
    field<&Resource::resourceType>("ResourceType", since(0), aboutResourceType),
    field<&Resource::resourceName>("ResourceName", since(0), aboutResourceName),
    field<&Resource::configurationKeys>("ConfigurationKeys", since(0), "Keys to show; null is all.",
                                        {.nullable = since(0)}),
};

constexpr Field responseFields[] = {
    field<&Response::throttleTimeMs>("ThrottleTimeMs", since(0), about::throttleTimeMs),
    field<&Response::results>("Results", since(0), "One entry per topic or broker."),
};
constexpr Field resourceResultFields[] = {
    field<&ResourceResult::errorCode>("ErrorCode", since(0), about::itemErrorCode),
    field<&ResourceResult::errorMessage>("ErrorMessage", since(0), about::errorMessage,
                                         {.nullable = since(0)}),
    field<&ResourceResult::resourceType>("ResourceType", since(0), aboutResourceType),
    field<&ResourceResult::resourceName>("ResourceName", since(0), aboutResourceName),
    field<&ResourceResult::configs>("Configs", since(0), "One entry per key."),
};
constexpr Field configFields[] = {
    field<&Config::name>("Name", since(0), about::configName),
    field<&Config::value>("Value", since(0), about::configValue, {.nullable = since(0)}),
    field<&Config::readOnly>("ReadOnly", since(0), "Whether it cannot be changed while the broker runs."),
    field<&Config::configSource>("ConfigSource", since(1), aboutSource),
    field<&Config::isSensitive>("IsSensitive", since(0), "Whether the value is a secret."),
    field<&Config::synonyms>("Synonyms", since(1), "Values in the order in which they would apply."),
    field<&Config::configType>("ConfigType", since(3),
                               "Type: 1 boolean, 2 string, 3 int, 4 short, 5 long, 6 double, 7 list, 8 "
                               "class, 9 password; 0 unknown."),
    field<&Config::documentation>("Documentation", since(3), "What the key is for.", {.nullable = since(0)}),
};
constexpr Field synonymFields[] = {
    field<&Synonym::name>("Name", since(1), "Key that applies."),
    field<&Synonym::value>("Value", since(1), about::configValue, {.nullable = since(0)}),
    field<&Synonym::source>("Source", since(1), aboutSource),
};

} // namespace

constinit const Table Request::table =
    messageTable<Request>("DescribeConfigsRequest", between(1, 4), 4, requestFields);
constinit const Table Resource::table = structTable<Resource>("DescribeConfigsResource", resourceFields);

constinit const Table Response::table =
    messageTable<Response>("DescribeConfigsResponse", between(1, 4), 4, responseFields);
constinit const Table ResourceResult::table =
    structTable<ResourceResult>("DescribeConfigsResult", resourceResultFields);
constinit const Table Config::table = structTable<Config>("DescribeConfigsResourceResult", configFields);
constinit const Table Synonym::table = structTable<Synonym>("DescribeConfigsSynonym", synonymFields);

} // namespace partitura::protocol

// The answer that refuses a request with one error, in the form the API has for it.
#pragma once

#include "broker/server/handlers/handlers.h"

namespace partitura::server {

/// Fills the response; false if the API has no place for an error. Where errors stand beside partitions,
/// topics or groups, all that were asked for get it.
template <typename Request>
bool fillError(const Request&, ErrorCode error, typename Request::Response& response) {
    if constexpr (requires { response.errorCode; }) {
        response.errorCode = error;
        return true;
    }
    return false;
}

bool fillError(const protocol::ProduceRequest& request, ErrorCode error, protocol::ProduceResponse& response);
bool fillError(const protocol::FetchRequest& request, ErrorCode error, protocol::FetchResponse& response);
bool fillError(const protocol::ListOffsetsRequest& request, ErrorCode error,
               protocol::ListOffsetsResponse& response);
bool fillError(const protocol::MetadataRequest& request, ErrorCode error,
               protocol::MetadataResponse& response);
bool fillError(const protocol::OffsetCommitRequest& request, ErrorCode error,
               protocol::OffsetCommitResponse& response);
bool fillError(const protocol::OffsetFetchRequest& request, ErrorCode error,
               protocol::OffsetFetchResponse& response);
bool fillError(const protocol::FindCoordinatorRequest& request, ErrorCode error,
               protocol::FindCoordinatorResponse& response);
bool fillError(const protocol::CreateTopicsRequest& request, ErrorCode error,
               protocol::CreateTopicsResponse& response);
bool fillError(const protocol::DeleteTopicsRequest& request, ErrorCode error,
               protocol::DeleteTopicsResponse& response);
bool fillError(const protocol::CreatePartitionsRequest& request, ErrorCode error,
               protocol::CreatePartitionsResponse& response);
bool fillError(const protocol::OffsetForLeaderEpochRequest& request, ErrorCode error,
               protocol::OffsetForLeaderEpochResponse& response);
bool fillError(const protocol::DescribeConfigsRequest& request, ErrorCode error,
               protocol::DescribeConfigsResponse& response);

bool fillError(const protocol::DeleteRecordsRequest& request, ErrorCode error,
               protocol::DeleteRecordsResponse& response);
bool fillError(const protocol::ElectLeadersRequest& request, ErrorCode error,
               protocol::ElectLeadersResponse& response);
bool fillError(const protocol::AlterConfigsRequest& request, ErrorCode error,
               protocol::AlterConfigsResponse& response);
bool fillError(const protocol::IncrementalAlterConfigsRequest& request, ErrorCode error,
               protocol::IncrementalAlterConfigsResponse& response);

} // namespace partitura::server

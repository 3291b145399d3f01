// What the headers of messages need. A message is a plain struct named as Kafka names it, its members as
// Kafka's Java accessors, with Kafka's defaults; `table` describes its fields, `apiKey` the API it belongs
// to, and `Response`, in a request, its answer. Thread: value types.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/error_code.h"
#include "broker/base/uuid.h"
#include "broker/protocol/api_key.h"
#include "broker/protocol/field.h"
#include "broker/protocol/records.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

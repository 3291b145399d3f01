// Random messages, written from the tables but not by the code under test.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/random.h"
#include "broker/protocol/field.h"

#include <vector>

namespace partitura::protocol {

/// The tables of all messages and records.
std::vector<const Table*> allTables();

/// A body of `table` in `version` as Kafka would write it: tagged fields by rising tag and without those that
/// hold their default. Nulls, empty and long values are all met after some rounds.
Bytes randomBody(const Table& table, std::int16_t version, Random& random);

} // namespace partitura::protocol

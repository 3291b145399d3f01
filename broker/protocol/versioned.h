// Structures that stand behind two bytes that say their version: coordinator records, the consumer protocol.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/result.h"
#include "broker/protocol/field.h"

#include <optional>

namespace partitura::protocol {

/// Whether a version above the newest known is read as the newest, what follows its fields being left unread.
enum class Newer : std::uint8_t { Refuse, Accept };

Bytes encodeVersioned(const Table& table, const void* structure, std::int16_t version);
Result<void> decodeVersioned(const Table& table, void* structure, ByteView bytes, Newer newer);

/// The version at the start; nullopt for fewer than two bytes.
std::optional<std::int16_t> versionOf(ByteView bytes);

} // namespace partitura::protocol

// One list of fields a struct; one walk writes them, one reads them.
//
// A value is written as its difference from one the reader knows already: the element before it in the same
// list, else a default one. Neighbours resemble each other (replicas of a partition, partitions of a topic),
// so most fields become a single zero byte, and what is left packs well.
//
// integer, id, enum, bool   zigzag varint of the difference modulo 2^64
// double, Uuid              8 bytes of IEEE 754, little endian; 16 bytes
// string                    varint 0: the same as the known one's; else length + 1, then the bytes
// optional, shared_ptr      varint 0 or 1, then the value
// list, map                 varint of the count, then the elements
// struct                    varint of how many fields follow, then those fields
//
// Lists of fields only ever grow at their end: what an older writer did not know keeps its default.
#pragma once

#include "broker/base/bytes.h"
#include "broker/base/strong.h"
#include "broker/base/uuid.h"

#include <algorithm>
#include <bit>
#include <cstring>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace partitura::app::fields {

/// The fields of T: a specialisation has `static constexpr auto list = std::tuple(&T::a, …)`.
template <typename T>
struct Fields;

/// The greatest value of an enum.
template <typename E>
inline constexpr E lastOf = E{};

template <typename T>
concept HasFields = requires {
    Fields<T>::list;
};
template <typename T>
concept IsStrong = requires(T t) {
    typename T::rep;
    t.value();
};

/// Thread: one at a time.
class Writer {
public:
    [[nodiscard]] Bytes take() { return std::move(m_bytes); }

    template <typename T>
    void value(const T& x, const T& known = T{}) {
        if constexpr (HasFields<T>) {
            constexpr auto count = std::tuple_size_v<decltype(Fields<T>::list)>;
            varint(count);
            std::apply([&](auto... member) { (value(x.*member, known.*member), ...); }, Fields<T>::list);
        } else if constexpr (IsStrong<T>) {
            difference(static_cast<std::uint64_t>(x.value()), static_cast<std::uint64_t>(known.value()));
        } else if constexpr (std::is_integral_v<T> || std::is_enum_v<T>) {
            difference(static_cast<std::uint64_t>(x), static_cast<std::uint64_t>(known));
        } else {
            static_assert(std::is_same_v<T, double>);
            auto bits = std::bit_cast<std::uint64_t>(x);
            for (int i = 0; i < 8; ++i, bits >>= 8)
                m_bytes.push_back(static_cast<std::uint8_t>(bits));
        }
    }
    void value(const Uuid& x, const Uuid& = {}) {
        m_bytes.insert(m_bytes.end(), x.bytes.begin(), x.bytes.end());
    }
    void value(const std::string& x, const std::string& known = {}) {
        if (x == known)
            return varint(0);
        varint(x.size() + 1);
        m_bytes.insert(m_bytes.end(), x.begin(), x.end());
    }
    template <typename T>
    void value(const std::optional<T>& x, const std::optional<T>& known = {}) {
        varint(x ? 1 : 0);
        if (x)
            value(*x, known.value_or(T{}));
    }
    template <typename T>
    void value(const std::shared_ptr<const T>& x, const std::shared_ptr<const T>& = {}) {
        varint(x ? 1 : 0);
        if (x)
            value(*x);
    }
    template <typename A, typename B>
    void value(const std::pair<A, B>& x, const std::pair<A, B>& known = {}) {
        value(x.first, known.first);
        value(x.second, known.second);
    }
    template <typename T>
    void value(const std::vector<T>& x, const std::vector<T>& = {}) {
        list(x.begin(), x.end());
    }
    void value(const std::map<std::string, std::string>& x, const std::map<std::string, std::string>& = {}) {
        const std::vector<std::pair<std::string, std::string>> pairs(x.begin(), x.end());
        list(pairs.begin(), pairs.end());
    }
    template <typename Iterator>
    void list(Iterator begin, Iterator end) {
        using T = typename std::iterator_traits<Iterator>::value_type;
        varint(static_cast<std::uint64_t>(std::distance(begin, end)));
        const T first{};
        const T* known = &first;
        for (; begin != end; ++begin) {
            value(*begin, *known);
            known = &*begin;
        }
    }

private:
    void varint(std::uint64_t v) {
        for (; v >= 0x80; v >>= 7)
            m_bytes.push_back(static_cast<std::uint8_t>(v | 0x80));
        m_bytes.push_back(static_cast<std::uint8_t>(v));
    }
    void difference(std::uint64_t x, std::uint64_t known) {
        const auto d = x - known;
        varint(d << 1 ^ (d >> 63 ? ~std::uint64_t{0} : 0));
    }

    Bytes m_bytes;
};

/// Reads what a Writer wrote; from bytes of anybody's it reads something or fails, and takes memory in
/// proportion to their number. Thread: one at a time.
class Reader {
public:
    explicit Reader(ByteView bytes)
        : m_rest(bytes) {}

    /// False once anything was not as a Writer writes it.
    [[nodiscard]] bool ok() const { return m_ok; }
    [[nodiscard]] bool atEnd() const { return m_rest.empty(); }

    template <typename T>
    void value(T& x, const T& known = T{}) {
        if constexpr (HasFields<T>) {
            constexpr auto count = std::tuple_size_v<decltype(Fields<T>::list)>;
            const auto present = varint();
            if (present > count)
                return fail();
            std::uint64_t at = 0;
            std::apply(
                [&](auto... member) { ((at++ < present ? value(x.*member, known.*member) : void()), ...); },
                Fields<T>::list);
        } else if constexpr (IsStrong<T>) {
            typename T::rep number{};
            difference(number, known.value());
            x = T(number);
        } else if constexpr (std::is_same_v<T, bool>) {
            std::uint8_t number = 0;
            difference(number, static_cast<std::uint8_t>(known));
            if (number > 1)
                return fail();
            x = number != 0;
        } else if constexpr (std::is_enum_v<T>) {
            std::int32_t number = 0;
            difference(number, static_cast<std::int32_t>(known));
            if (number < 0 || number > static_cast<std::int32_t>(lastOf<T>))
                return fail();
            x = static_cast<T>(number);
        } else if constexpr (std::is_integral_v<T>) {
            difference(x, known);
        } else {
            static_assert(std::is_same_v<T, double>);
            const ByteView raw = take(8);
            std::uint64_t bits = 0;
            for (std::size_t i = raw.size(); i-- > 0;)
                bits = bits << 8 | raw[i];
            x = std::bit_cast<double>(bits);
        }
    }
    void value(Uuid& x, const Uuid& = {}) { std::ranges::copy(take(x.bytes.size()), x.bytes.begin()); }
    void value(std::string& x, const std::string& known = {}) {
        const auto length = varint();
        if (length == 0)
            x = known;
        else
            x = asText(take(length - 1));
    }
    template <typename T>
    void value(std::optional<T>& x, const std::optional<T>& known = {}) {
        if (isThere())
            value(x.emplace(), known.value_or(T{}));
    }
    template <typename T>
    void value(std::shared_ptr<const T>& x, const std::shared_ptr<const T>& = {}) {
        if (!isThere())
            return;
        auto made = std::make_shared<T>();
        value(*made);
        x = std::move(made);
    }
    template <typename A, typename B>
    void value(std::pair<A, B>& x, const std::pair<A, B>& known = {}) {
        value(x.first, known.first);
        value(x.second, known.second);
    }
    template <typename T>
    void value(std::vector<T>& x, const std::vector<T>& = {}) {
        const auto count = varint();
        const T first{};
        for (std::size_t i = 0; i < count && m_ok; ++i) {
            x.emplace_back(); // one at a time: a count that lies costs nothing
            value(x[i], i == 0 ? first : x[i - 1]);
        }
    }
    void value(std::map<std::string, std::string>& x, const std::map<std::string, std::string>& = {}) {
        std::vector<std::pair<std::string, std::string>> pairs;
        value(pairs);
        x.insert(pairs.begin(), pairs.end());
    }

private:
    void fail() {
        m_ok = false;
        m_rest = {};
    }
    ByteView take(std::uint64_t count) {
        if (count > m_rest.size()) {
            fail();
            return {};
        }
        const ByteView taken = m_rest.first(count);
        m_rest = m_rest.subspan(count);
        return taken;
    }
    std::uint64_t varint() {
        std::uint64_t v = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            const ByteView byte = take(1);
            if (byte.empty())
                return 0;
            if (shift == 63 && byte[0] > 1)
                break;
            v |= static_cast<std::uint64_t>(byte[0] & 0x7f) << shift;
            if (byte[0] < 0x80)
                return v;
        }
        fail();
        return 0;
    }
    bool isThere() {
        const auto flag = varint();
        if (flag > 1)
            fail();
        return m_ok && flag == 1;
    }
    template <typename T>
    void difference(T& x, T known) {
        const auto zigzag = varint();
        const auto d = zigzag >> 1 ^ (zigzag & 1 ? ~std::uint64_t{0} : 0);
        const auto wide = static_cast<std::uint64_t>(known) + d;
        x = static_cast<T>(wide);
        if (static_cast<std::uint64_t>(x) != wide)
            fail();
    }

    ByteView m_rest;
    bool m_ok = true;
};

} // namespace partitura::app::fields

// Builds the tree of a dissection while a decoder reads.
#pragma once

#include "broker/protocol/dissection.h"

#include <string>
#include <string_view>
#include <vector>

namespace partitura::protocol {

/// A stack of open nodes. What is noted becomes a child of the innermost open one. Thread: one at a time.
class DissectionBuilder {
public:
    explicit DissectionBuilder(std::string_view rootName) { open(rootName, nullptr, 0); }

    void open(std::string_view name, const Field* field, std::size_t at);
    /// Text of the innermost open node.
    void setText(std::string text) { m_open.back().text = std::move(text); }
    void close(std::size_t at);
    void leaf(std::string_view name, std::size_t begin, std::size_t end, std::string text);
    /// End of the last leaf noted.
    [[nodiscard]] std::size_t notedEnd() const { return m_notedEnd; }
    /// Closes everything that is open, with a last leaf for the bytes from `at` to `size` that nothing has
    /// read.
    DissectionNode finish(std::size_t at, std::size_t size);

private:
    std::vector<DissectionNode> m_open;
    std::size_t m_notedEnd = 0;
};

} // namespace partitura::protocol

// The newest of what is kept of files, found by their paths.
#pragma once

#include <list>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace partitura::log {

/// Values with the path of their file, several of one path too; beyond `most` the oldest is dropped. What it
/// lets go of is handed out, so that nothing is closed under a lock. Thread: one at a time.
template <typename T>
class NewestByPath {
public:
    explicit NewestByPath(std::size_t most)
        : m_most(most) {}

    /// The oldest, if there are too many now.
    [[nodiscard]] std::optional<T> add(std::string path, T value) {
        m_newestFirst.push_front({std::move(path), std::move(value)});
        m_byPath.emplace(m_newestFirst.front().path, m_newestFirst.begin());
        if (m_newestFirst.size() <= m_most)
            return std::nullopt;
        const auto oldest = std::prev(m_newestFirst.end());
        auto [at, end] = m_byPath.equal_range(oldest->path);
        while (at->second != oldest)
            ++at;
        return take(at);
    }

    /// Those of this path, and of all below it.
    [[nodiscard]] std::vector<T> takeBelow(const std::string& path) {
        std::vector<T> taken;
        for (const auto& [from, to] : {std::pair(path, path + '\0'), std::pair(path + '/', path + '0')})
            for (auto at = m_byPath.lower_bound(from); at != m_byPath.end() && at->first < to;)
                taken.push_back(take(at++));
        return taken;
    }

    [[nodiscard]] std::size_t most() const { return m_most; }

private:
    struct Entry {
        std::string path;
        T value;
    };
    using Place = typename std::list<Entry>::iterator;
    using Paths = std::multimap<std::string_view, Place>; ///< views of the entries' own

    T take(typename Paths::iterator at) {
        const Place place = at->second;
        m_byPath.erase(at);
        T value = std::move(place->value);
        m_newestFirst.erase(place);
        return value;
    }

    std::size_t m_most;
    std::list<Entry> m_newestFirst;
    Paths m_byPath;
};

} // namespace partitura::log

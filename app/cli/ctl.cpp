#include "app/cli/ctl.h"

#include "app/cli/dump_writer.h"
#include "app/live/control_place.h"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <fmt/format.h>

#include <sys/socket.h>
#include <unistd.h>

namespace partitura::app {
namespace {

// In the order of the source: a table's columns.
using Json = nlohmann::ordered_json;

/// What tables show of the lines of a kind, in this order.
struct Table {
    const char* type;
    std::vector<const char*> columns;
};
const std::vector<Table> tables = {
    {"cluster", {"clusterId", "controller", "brokers", "topics", "groups", "faults"}},
    {"broker", {"id", "host", "port", "state", "isController", "clients", "logBytes", "logDirectoryError"}},
    {"topic", {"name", "partitions", "replicas", "inSync", "withoutLeader", "logEnds"}},
    {"partition",
     {"partition", "leader", "leaderEpoch", "replicas", "isr", "logStart", "highWatermark", "logEnd"}},
    {"reassignment", {"topic", "partition", "state"}},
    {"fault", {"kind", "node", "other", "amount", "detail"}},
    {"workload",
     {"name", "kind", "state", "clients", "recordsPerSecond", "bytesPerSecond", "records", "errors",
      "lastError"}},
    {"event", {"sequence", "timeMs", "kind", "broker", "detail"}},
};

/// Text for a terminal: what would move its cursor or turn its text is escaped.
std::string cell(const char* column, const Json& value) {
    if (std::strcmp(column, "timeMs") == 0 && value.is_number_integer())
        return isoTime(value.get<std::int64_t>());
    if (!value.is_string())
        return value.dump();
    std::string quoted;
    appendQuoted(quoted, value.get<std::string>());
    return quoted.substr(1, quoted.size() - 2);
}

/// Prints lines of one kind as a table, and gathers them until the kind changes.
class TablePrinter {
public:
    explicit TablePrinter(std::FILE* to)
        : m_to(to) {}
    ~TablePrinter() { flush(); }

    void add(const Json& line) {
        const auto type = line.value("type", std::string());
        const auto table = std::ranges::find(tables, type, &Table::type);
        if (table == tables.end()) {
            flush();
            fmt::print(m_to, "{}\n", line.dump(2));
            return;
        }
        if (type != m_type)
            flush();
        if (m_rows.empty() && (!m_hasHeader || type != m_type))
            m_rows.emplace_back(table->columns.begin(), table->columns.end());
        m_type = type;
        auto& row = m_rows.emplace_back();
        for (const auto* column : table->columns)
            row.push_back(cell(column, line.value(column, Json())));
    }

    /// Prints what is there, so that a reader sees it now.
    void flush() {
        std::vector<std::size_t> widths;
        for (const auto& row : m_rows) {
            widths.resize(std::max(widths.size(), row.size()));
            for (std::size_t i = 0; i < row.size(); ++i)
                widths[i] = std::max(widths[i], row[i].size());
        }
        for (const auto& row : m_rows) {
            std::string line;
            for (std::size_t i = 0; i < row.size(); ++i)
                line += i + 1 < row.size() ? fmt::format("{:<{}}  ", row[i], widths[i]) : row[i];
            fmt::print(m_to, "{}\n", line.substr(0, line.find_last_not_of(' ') + 1));
        }
        m_hasHeader = !m_rows.empty() || m_hasHeader;
        m_rows.clear();
        std::fflush(m_to);
    }

private:
    std::FILE* m_to;
    std::string m_type;
    bool m_hasHeader = false;
    std::vector<std::vector<std::string>> m_rows;
};

/// The descriptor of a connection, or -1 with a line on `errors`.
int connect(const CtlOptions& options, std::FILE* errors) {
    auto directory = options.dataDirectory;
    if (directory.empty()) {
        const auto running = runningInstances();
        if (running.size() == 1)
            directory = running.front();
        if (running.empty())
            fmt::print(errors, "partitura: no instance runs; start one with partitura or partitura serve.\n");
        if (running.size() > 1) {
            fmt::print(errors, "partitura: several instances run; name one with --data-dir:\n");
            for (const auto& one : running)
                fmt::print(errors, "  {}\n", one);
        }
        if (running.size() != 1)
            return -1;
    }
    const auto socket = controlSocketOf(directory);
    const int descriptor = socket ? connectToControl(*socket) : -1;
    if (!socket)
        fmt::print(errors, "partitura: {}.\n", socket.error().context);
    else if (descriptor < 0 && (errno == EACCES || errno == EPERM))
        fmt::print(errors, "partitura: the instance on {} is another user's.\n", directory);
    else if (descriptor < 0)
        fmt::print(errors, "partitura: no instance runs on {}.\n", directory);
    return descriptor;
}

bool sendAll(int descriptor, std::string_view text) {
    while (!text.empty()) {
        const auto sent = ::send(descriptor, text.data(), text.size(), MSG_NOSIGNAL);
        if (sent <= 0)
            return false;
        text.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

int listInstances(const CtlOptions& options, std::FILE* output) {
    for (const auto& directory : runningInstances())
        fmt::print(output, "{}\n",
                   options.json ? Json{{"type", "instance"}, {"dataDirectory", directory}}.dump()
                                : directory);
    return 0;
}

} // namespace

int ctl(const CtlOptions& options, std::FILE* output, std::FILE* errors) {
    if (options.instances)
        return listInstances(options, output);
    const int descriptor = connect(options, errors);
    if (descriptor < 0)
        return 2;
    TablePrinter printer(output);
    int status = 1;
    bool isAnswered = false;
    const auto take = [&](const std::string& line) {
        const auto json = Json::parse(line, nullptr, false);
        if (json.is_object() && json.contains("ok")) {
            isAnswered = true;
            status = json["ok"] == true ? 0 : 1;
            if (status != 0)
                fmt::print(errors, "partitura: {} ({})\n", cell("error", json.value("error", Json(""))),
                           json.value("code", std::string()));
        } else if (options.json || !json.is_object()) {
            fmt::print(output, "{}\n", line);
        } else {
            printer.add(json);
        }
    };
    std::string pending;
    if (sendAll(descriptor, options.request + "\n"))
        for (char bytes[16'384];;) {
            const auto count = ::recv(descriptor, bytes, sizeof bytes, 0);
            if (count <= 0)
                break;
            pending.append(bytes, static_cast<std::size_t>(count));
            std::size_t begin = 0;
            for (auto end = pending.find('\n'); end != std::string::npos; end = pending.find('\n', begin)) {
                take(pending.substr(begin, end - begin));
                begin = end + 1;
            }
            pending.erase(0, begin);
            printer.flush();
            if (std::fflush(output) != 0 || std::ferror(output)) // its reader is gone
                break;
        }
    ::close(descriptor);
    if (!isAnswered && !std::ferror(output))
        fmt::print(errors, "partitura: the instance closed the connection.\n");
    return status;
}

} // namespace partitura::app

// Programs of a few lines that speak to a cluster, for the reader to copy.
#pragma once

#include <QString>

#include <vector>

namespace partitura::ui {

struct ClientSnippet {
    QString name; ///< of the language or tool: never translated
    QString code;
};

/// Each sends a record to the topic `hello` and reads it back. `servers`: "127.0.0.1:9092,…". Thread: any.
std::vector<ClientSnippet> clientSnippets(const QString& servers);

} // namespace partitura::ui

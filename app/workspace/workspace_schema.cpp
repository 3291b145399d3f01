#include "app/workspace/workspace_schema.h"

namespace partitura::app {

const QList<QStringList>& workspaceMigrations() {
    static const QList<QStringList> migrations{
        // 1: values by source and key.
        {QStringLiteral("CREATE TABLE setting ("
                        " source TEXT NOT NULL,"
                        " key TEXT NOT NULL,"
                        " value TEXT NOT NULL," // JSON, wrapped in an array so that scalars are allowed
                        " PRIMARY KEY (source, key)) WITHOUT ROWID")},
        // 2: decoder choices, by topic and part.
        {QStringLiteral("CREATE TABLE decoder_choice ("
                        " source TEXT NOT NULL,"
                        " topic TEXT NOT NULL,"
                        " part TEXT NOT NULL CHECK (part IN ('key', 'value')),"
                        " decoder TEXT NOT NULL,"
                        " PRIMARY KEY (source, topic, part)) WITHOUT ROWID")},
    };
    return migrations;
}

} // namespace partitura::app

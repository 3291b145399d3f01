// The program with its window, composed: the one place that knows the engine, the sources and the window.
#pragma once

#include "app/cli/options.h"
#include "app/desktop/cluster_desk.h"
#include "app/desktop/workspace_layout_store.h"
#include "app/jobs/job_list.h"
#include "app/workspace/workspace.h"
#include "ui/shell/language.h"
#include "ui/shell/main_window.h"
#include "ui/shell/sessions.h"

#include <memory>
#include <optional>
#include <string>

namespace partitura::app {

/// Lives within the QApplication; its caller runs the event loop. Thread: the user interface's.
class Desktop {
public:
    /// Reads the workspace, starts the cluster (or begins to read the session that `options` name) and shows
    /// the window; of a session, once it is read. Errors: one line for the user.
    static Result<std::unique_ptr<Desktop>> start(const Options& options);
    /// Closes the window, then ends the cluster in order.
    ~Desktop();
    Desktop(const Desktop&) = delete;
    Desktop& operator=(const Desktop&) = delete;

    [[nodiscard]] ui::MainWindow& window() { return *m_window; }
    /// Why the session of the options could not be shown, which ends the event loop with status 2; else
    /// empty.
    [[nodiscard]] const std::string& refusal() const { return m_refusal; }

private:
    Desktop();

    void openWorkspace();
    void makeWindow(const Options& options);
    void showCluster(bool withDemo);
    void showSession(const std::string& path);

    // In the order they are needed; each uses those above.
    Workspace m_workspace;
    WorkspaceLayoutStore m_store{m_workspace};
    ui::Language m_language;
    JobList m_jobs;
    std::unique_ptr<ClusterDesk> m_cluster; ///< nullptr: a session is watched without one
    std::unique_ptr<ui::MainWindow> m_window;
    std::unique_ptr<ui::Sessions> m_sessions;
    std::string m_refusal;
};

} // namespace partitura::app

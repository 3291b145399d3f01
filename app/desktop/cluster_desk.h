// The embedded cluster as the window has it: a source, recorded, with its dialogs, settings and demo.
#pragma once

#include "app/cli/options.h"
#include "app/jobs/job_list.h"
#include "app/live/embedded_cluster.h"
#include "app/live/live_source.h"
#include "app/live/mailbox.h"
#include "app/recording/recorder.h"
#include "app/recording/recording.h"
#include "app/workspace/workspace.h"

#include <memory>

namespace partitura::ui {
class MainWindow;
class Sessions;
} // namespace partitura::ui

namespace partitura::app {

/// Owned by the Desktop; outlives its window. Thread: the user interface's.
class ClusterDesk {
public:
    /// `options` with the settings kept in the workspace, where the command line leaves them open.
    /// Errors: those of EmbeddedCluster::start. The workspace outlives it.
    static Result<std::unique_ptr<ClusterDesk>> start(Options options, Workspace& workspace);

    [[nodiscard]] LiveSource& source() { return m_source; }
    /// Connects what the window asks for, and shows the cluster in it. The window and the others outlive the
    /// event loop that runs now.
    void showIn(ui::MainWindow& window, ui::Sessions& sessions, JobList& jobs);
    /// Brings back the workloads this source had, stopped, and has them remembered from now on. What cannot
    /// be read stays as it is in the workspace, and nothing of this run is kept; the window says so.
    void keepWorkloads();
    /// Makes the demo's topics, then starts its clients; a job tells how far it is.
    void startDemo();
    /// Nothing reaches the window or the workspace from now on. Before the window goes.
    void leave();

private:
    ClusterDesk(Options options, Workspace& workspace, std::unique_ptr<EmbeddedCluster> embedded);

    void connectDialogs();
    /// Shows the settings of the cluster and keeps what is chosen.
    void editSettings();
    /// Adds brokers to the running cluster, one after another; each tells how it went.
    void addBrokers(int count);

    const Options m_options;
    Workspace& m_workspace;
    std::unique_ptr<EmbeddedCluster> m_embedded;
    Recording m_recording;
    LiveSource m_source;
    Recorder m_recorder;
    ui::MainWindow* m_window = nullptr;
    JobList* m_jobs = nullptr;
    std::shared_ptr<Mailbox> m_toWindow;
    std::shared_ptr<Mailbox> m_toWorkspace;
};

} // namespace partitura::app

// The five states of a replica, each with its own shape besides its colour.
#pragma once

#include "broker/observe/snapshot.h"

#include <QColor>
#include <QRectF>

class QPainter;

namespace partitura::ui {

enum class ReplicaState { inSync, lagging, outOfSync, offline, electing };

/// How far behind a follower of the ISR may be, in time, before it is drawn as lagging.
inline constexpr TimestampMs laggingAfterMs = 1000;

/// State of one replica at `nowMs` (the snapshot's wall time). An online replica of a partition without
/// leader is electing.
ReplicaState replicaState(const observe::PartitionSnapshot& partition,
                          const observe::ReplicaSnapshot& replica, TimestampMs nowMs);

/// Colour of the state in the theme in force.
QColor replicaColour(ReplicaState state);

/// Draws one replica into `rect`: leader filled, in sync outlined, lagging outlined and half full, out of
/// sync hatched, offline crossed out, electing dotted. `colour` overrides the state's, for pictures where
/// colour means something else (a partition); an invalid one does not. Thread: the user interface's.
void paintReplica(QPainter& painter, const QRectF& rect, bool leader, ReplicaState state,
                  const QColor& colour = QColor());

/// Draws the active controller's crown, filled with the accent.
void paintCrown(QPainter& painter, const QRectF& rect);

} // namespace partitura::ui

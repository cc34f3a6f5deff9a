/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "paint/heatmap-geometry.h"
#include "profile/profile-builder.h"
#include "ui/heatmap-view.h"

/* A heat map in a window on an X server, and how often it told of a change. */
typedef struct
{
  GtkWidget *window;
  EmberHeatmapView *view;
  EmberProfile *profile;
  EmberTableSet *set;
  EmberHeatmap *heatmap;
  EmberHeatmapGeometry geometry; /* as heatmap_view_fixture_place() found it */
  guint n_previews;
  guint n_finals;
  guint n_baselines; /* final ones */
} HeatmapViewFixture;

/* @builder: (transfer full): freezes to the recording that is shown in columns of a second */
void heatmap_view_fixture_set_up (HeatmapViewFixture *fixture,
                                  EmberProfileBuilder *builder,
                                  uint32_t n_rows,
                                  int width,
                                  int height);

/* For g_test_add(). */
void heatmap_view_fixture_tear_down (HeatmapViewFixture *fixture,
                                     gconstpointer data);

/* Finds out anew where all of the map stands in the view, from its size, font and direction alone. */
void heatmap_view_fixture_place (HeatmapViewFixture *fixture);

/* Returns: (transfer none): the middle of a cell, as drive() takes it; good for the next three calls */
const char *cell_at (HeatmapViewFixture *fixture,
                     uint32_t column,
                     uint32_t row);

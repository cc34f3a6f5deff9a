/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/turner.h"
#include "ui/baseline-pane.h"
#include "ui/column-length.h"
#include "ui/command-line.h"
#include "ui/comparison-bar.h"
#include "ui/filter-bar.h"
#include "ui/function-picks.h"
#include "ui/function-view.h"
#include "ui/load-bar.h"
#include "ui/mark-bar.h"
#include "ui/naming-bar.h"
#include "ui/recording-page.h"
#include "ui/search-bar.h"
#include "ui/selection-bar.h"
#include "ui/split-view.h"

/* recording-page.c holds the widget, recording-page-map.c what stands above: the heat map and the choices of what it
 * counts, recording-page-view.c what stands below, recording-page-split.c how they share the height,
 * recording-page-settings.c what of both is remembered. */
struct _EmberRecordingPage
{
  GtkWidget parent_instance;

  EmberLoadBar *load_bar;
  EmberFilterBar *filter_bar;
  GtkPaned *paned;
  GtkDropDown *event_choice;
  GtkWidget *idle_button;
  GtkDropDown *off_cpu_choice;
  GtkWidget *heatmap_choices;
  EmberColumnLength *column_length;
  GtkDropDown *rows_choice;
  GtkDropDown *palette_choice;
  GtkStack *heatmap_stack;
  EmberMarkBar *mark_bar;
  EmberHeatmapView *heatmap_view;
  GtkPaned *map_paned;
  GtkLabel *split_label;
  EmberSplitView *split_view;
  EmberCommandLine *times_line;
  EmberSelectionBar *selection_bar;
  EmberBaselinePane *baseline_pane;
  EmberComparisonBar *comparison_bar;
  EmberSearchBar *search_bar;
  GtkStack *flame_stack;
  EmberFlameView *flame_view;
  EmberFunctionTable *function_table;
  EmberFunctionView *function_view;
  GtkLabel *status;
  EmberNamingBar *naming_bar;

  EmberSession *session;
  EmberMarker *marker;
  EmberComparison *comparison;
  EmberFunctionList *function_list;
  EmberFunctionPicks *function_picks;
  EmberTurner *turner;
  const char *view; /* one of ember_recording_page_views */
  GSettings *settings;
  double split;      /* the heat map's share of the height */
  double lone_split; /* what that was before the map was split, and is to be again */
  gboolean has_parts;
  int split_height; /* of both; 0 before they are shown */
  guint n_progress; /* times that loading has told how far it is */
};

/* What stands below, in the order of the keyboard. */
#define EMBER_N_RECORDING_PAGE_VIEWS 3
extern const char *const ember_recording_page_views[EMBER_N_RECORDING_PAGE_VIEWS];

/* recording-page.c */

/* Says in the line below what @view points at, or else the other view, or else what can be done. */
void ember_recording_page_update_status (EmberRecordingPage *self,
                                         GObject *view);

/* These notify of "view" and "split". */
void ember_recording_page_notify_view (EmberRecordingPage *self);
void ember_recording_page_notify_split (EmberRecordingPage *self);

/* recording-page-map.c */

void ember_recording_page_bind_map (EmberRecordingPage *self);

/* Shows a map for each CPU, thread or process below the one of all. */
void ember_recording_page_set_split (EmberRecordingPage *self,
                                     EmberSplitKind kind);

/* recording-page-view.c */

void ember_recording_page_bind_view (EmberRecordingPage *self);

/* @view: one of ember_recording_page_views */
void ember_recording_page_set_view (EmberRecordingPage *self,
                                    const char *view);

/* recording-page-split.c */

void ember_recording_page_init_split (EmberRecordingPage *self);

/* Makes room for a map that is split, and takes it back. */
void ember_recording_page_share_with_parts (EmberRecordingPage *self,
                                            gboolean has_parts);

/* recording-page-settings.c */

void ember_recording_page_bind_settings (EmberRecordingPage *self);

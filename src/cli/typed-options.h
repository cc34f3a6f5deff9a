/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>
#include <stdbool.h>

/* EmberTypedOptions: the arguments as typed; names and values are bytes, whatever the locale. */
typedef struct
{
  gboolean wants_help;
  gboolean wants_version;
  char *print;
  char *export;
  char *synthesize;
  char *view;
  char *range;
  char *band;
  char *baseline;
  char *baseline_file;
  char *per;
  char *by;
  gboolean shows_gone;
  gboolean is_flipped;
  char *column;
  char *rows;
  char *palette;
  char *scale;
  char *clip;
  char *event;
  char *idle;
  char *off_cpu;
  char *order;
  char *root;
  char *sort;
  char *map_time;
  char *map_rows;
  char *zoom;
  char *zoom_callers;
  char *zoom_callees;
  gboolean wall_clock;
  gboolean is_dark;
  char *search;
  char **filter;
  char *merge;
  char *split;
  char *split_scale;
  char **with;
  char **symbols;
  gboolean with_inlined;
  gboolean is_inverted;
  char *function;
  char *when;
  gboolean asks_servers;
  char **files;
} EmberTypedOptions;

/* Tells options from files, and leaves their values unread.
 * @typed: (out): empty where it fails
 * @argv: as main() has it
 * Returns: false with a %G_OPTION_ERROR that says what is wrong */
bool ember_typed_options_parse (EmberTypedOptions *typed,
                                char **argv,
                                GError **error);

void ember_typed_options_clear (EmberTypedOptions *typed);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (EmberTypedOptions, ember_typed_options_clear)

/* What --help prints.
 * Returns: (transfer full): */
char *ember_typed_options_dup_help (void);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* What a command line can ask for. */

typedef enum
{
  EMBER_COMMAND_WINDOW, /* open each file in a window */
  EMBER_COMMAND_PRINT,
  EMBER_COMMAND_EXPORT,
  EMBER_COMMAND_SYNTHESIZE, /* print a made-up recording, or with content PATTERNS the truth about it */
  EMBER_COMMAND_HELP,
  EMBER_COMMAND_VERSION,
} EmberCommand;

typedef enum
{
  EMBER_CONTENT_INFO,
  EMBER_CONTENT_SAMPLES,
  EMBER_CONTENT_FOLDED,
  EMBER_CONTENT_HEATMAP,
  EMBER_CONTENT_FUNCTIONS,
  EMBER_CONTENT_PATTERNS,
} EmberContent;

/* What a file is made as; told by the end of its name. */
typedef enum
{
  EMBER_EXPORT_SVG,
  EMBER_EXPORT_PNG,
  EMBER_EXPORT_PDF,
  EMBER_EXPORT_FOLDED,
  EMBER_EXPORT_CSV,
} EmberExportKind;

/* What of the recording a file shows. */
typedef enum
{
  EMBER_VIEW_FLAME_GRAPH,
  EMBER_VIEW_HEATMAP,
  EMBER_VIEW_FUNCTIONS, /* as a picture of their table, or as CSV, which of a flame graph holds the functions, too */
} EmberExportView;

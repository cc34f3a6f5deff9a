/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "session/view.h"

/* The only group of the key file that a view is as text; its line comes first. */
#define EMBER_VIEW_TEXT_GROUP "Emberscope View"

/* A view as text: a key file. Bytes that are no UTF-8, as names and paths may
 * have, are written as %XX, and a per cent sign as %25.
 * Returns: (transfer full): valid UTF-8 */
char *ember_view_text_format (const EmberView *view);

/* @text: NUL behind it; any bytes
 * @error: %G_KEY_FILE_ERROR, %G_OPTION_ERROR or %G_REGEX_ERROR with a sentence that names the key
 * Returns: (transfer full) (nullable): */
EmberView *ember_view_text_parse (const char *text,
                                  size_t size_bytes,
                                  GError **error);

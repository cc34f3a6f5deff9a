/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Bytes as valid UTF-8: what is none is written as %XX, and a per cent sign as %25.
 * Returns: (transfer full): */
char *ember_escaped_text_escape (const char *text);

/* The bytes again; what is no escape stands for itself.
 * Returns: (transfer full): */
char *ember_escaped_text_unescape (const char *text);

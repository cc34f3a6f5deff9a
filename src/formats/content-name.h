/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>
#include <stdint.h>

/* Names what a file seems to be, for the sentence that refuses it.
 * @n: > 0
 * Returns: (transfer full): a noun phrase in the user's language: "a PNG image" */
char *ember_content_name_dup (const uint8_t *bytes,
                              size_t n);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "formats/format.h"

/* Reads @text as a whole file with one thread.
 * @size_bytes: or -1: up to the NUL */
EmberProfile *read_text (const char *text,
                         gssize size_bytes,
                         GError **error);

/* Text of the profile's only notice; "" where it has none. */
const char *read_text_get_notice (const EmberProfile *profile);

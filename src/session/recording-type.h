/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stddef.h>

/* As many bytes tell all that can be told. */
#define EMBER_RECORDING_TYPE_BYTES 4096

/* Which of the MIME types that this program opens a file is of, told by its content, and of texts by its name, too.
 * @name: without folder; bytes
 * @begin: the first @n bytes
 * Returns: (transfer none): */
const char *ember_recording_type_guess (const char *name,
                                        const char *begin,
                                        size_t n);

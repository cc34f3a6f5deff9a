/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stdint.h>

/* CRC-32 of a file's content, as .gnu_debuglink and gzip have it.
 * Returns: false if it cannot be read */
bool ember_crc32_of_file (const char *path,
                          uint32_t *checksum);

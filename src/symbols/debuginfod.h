/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>

/* Why symbols cannot be fetched from servers here, in a sentence for the user.
 * @sandbox_info: what Flatpak tells a program about its sandbox: a file that exists in one
 * @urls: (nullable): of the servers, in the form of DEBUGINFOD_URLS
 * Returns: (transfer full) (nullable): NULL where they can */
char *ember_debuginfod_dup_obstacle (const char *sandbox_info,
                                     const char *urls);

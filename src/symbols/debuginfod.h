/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <stdbool.h>
#include <stdint.h>

/* Why symbols cannot be fetched from servers here, in a sentence for the user.
 * @sandbox_info: what Flatpak tells a program about its sandbox: a file that exists in one
 * @urls: (nullable): of the servers, in the form of DEBUGINFOD_URLS
 * Returns: (transfer full) (nullable): NULL where they can */
char *ember_debuginfod_dup_obstacle (const char *sandbox_info,
                                     const char *urls);

/* EmberDebuginfod: fetches symbols from the servers that DEBUGINFOD_URLS names, into libdebuginfod's cache.
 *
 * Tells these servers which programs were recorded, so only on demand. For one thread.
 */
typedef struct _EmberDebuginfod EmberDebuginfod;

/* Loads libdebuginfod.
 * @cancellable: (nullable): ends a transfer under way, and asks for nothing more
 * Returns: (transfer full) (nullable): NULL where there is no such library */
EmberDebuginfod *ember_debuginfod_new (GCancellable *cancellable);

/* @server: (nullable) (transfer full): */
void ember_debuginfod_free (EmberDebuginfod *server);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EmberDebuginfod, ember_debuginfod_free)

/* Waits for the servers, by DEBUGINFOD_TIMEOUT at most.
 * Returns: (transfer full) (nullable): the path of the debugging symbols of that build */
char *ember_debuginfod_dup_symbols (EmberDebuginfod *server,
                                    const uint8_t *build_id,
                                    uint32_t size_bytes);

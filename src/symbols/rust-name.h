/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes a Rust name of the v0 scheme readable (RFC 2603), which begins with "_R"; without
 * hashes of crates and types of constants.
 * Returns: (transfer full) (nullable): NULL if it is none */
char *ember_rust_name_dup (const char *raw);

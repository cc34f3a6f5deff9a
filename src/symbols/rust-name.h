/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes a Rust name readable that was mangled as C++ ("core::fmt::write::h0123456789abcdef").
 * @name: what demangling as C++ gave
 * Returns: (transfer full) (nullable): NULL if it is no Rust name */
char *ember_rust_name_dup_legacy (const char *name);

/* Makes a Rust name of the v0 scheme readable (RFC 2603), which begins with "_R"; without
 * hashes of crates and types of constants.
 * Returns: (transfer full) (nullable): NULL if it is none */
char *ember_rust_name_dup (const char *raw);

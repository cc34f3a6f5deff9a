/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes a Rust name readable that was mangled as C++ ("core::fmt::write::h0123456789abcdef"), as compilers did before
 * the scheme of rust-name.h.
 * @name: what demangling as C++ gave
 * Returns: (transfer full) (nullable): NULL if it is no Rust name */
char *ember_rust_legacy_name_dup (const char *name);

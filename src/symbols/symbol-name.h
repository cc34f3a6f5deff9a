/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Makes the name of a symbol readable: C++, Rust, D, OCaml and Java as they are written in source.
 * Returns: (transfer full) (nullable): NULL where the raw name is what there is */
char *ember_symbol_name_dup (const char *raw);

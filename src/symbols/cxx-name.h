/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

/* Leaves out what a flame graph has no room for: the parameters of a function and what
 * it returns, as perf does. Those of functions around it stay, as parts of its name.
 * @name: a whole C++ name: "void ns::f<int>(int) const"
 * Returns: (transfer full): "ns::f<int>" */
char *ember_cxx_name_dup_short (const char *name);

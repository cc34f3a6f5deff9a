/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What perf prints of the tracepoint sched:sched_switch. */

/* Whether an event of this name, which may have modifiers, is that tracepoint. */
bool ember_switch_text_is_event (const char *name,
                                 size_t n);

/* Reads "prev_comm=a prev_pid=1 … ==> next_comm=b next_pid=2 …", or "a:1 [120] S ==> b:2 [120]".
 * @out: (out): who left, 0 if it is dead; @in: (out): who came, by the kernel's numbers
 * Returns: false where the text tells no two threads */
bool ember_switch_text_parse (const char *text,
                              size_t n,
                              int32_t *out,
                              int32_t *in);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/frames.h"
#include "profile/threads.h"

/* Tells an idle CPU's samples: those of the idle task (pid 0, or tid 0 where
 * the file has no pid) with no frames, or with a leaf in the list of idle
 * functions. An interrupt or softirq on top of the idle task is work. */
bool ember_idle_is_idle_task (const EmberThread *thread);

/* @name: a symbol that ends in a NUL; offsets removed */
bool ember_idle_is_idle_leaf (const char *name);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "export/output.h"
#include "profile/profile.h"

/* Writes `key: value` lines about a whole recording: what it holds, what the
 * reader skipped, and the facts the file tells. Keys are the same in every language. */
void ember_info_text_write (EmberOutput *output,
                            const EmberProfile *profile);

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "profile/profile.h"

/* Drops a reference in a worker thread: giving the memory of a long recording back takes longer
 * than a frame may.
 * @profile: (transfer full) (nullable) */
void ember_retire_profile (EmberProfile *profile);
